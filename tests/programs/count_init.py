# Who holds the arguments while __init__ runs: the first call at a place makes a tuple of them; from 3.13 on, later
# ones enter __init__ directly.
import gc
import sys
gc.collect()
gc.freeze()


class Node:
    def __init__(self, thing):
        self.counts = sys.getrefcount(self), sys.getrefcount(thing), len(gc.get_referrers(thing))


class WithDefault:
    def __init__(self, thing, other=None):
        self.counts = sys.getrefcount(self), sys.getrefcount(thing)


class WithSlots:
    __slots__ = ('counts',)

    def __init__(self, thing):
        self.counts = sys.getrefcount(self), sys.getrefcount(thing)


class WithKeyword:
    def __init__(self, thing, *, other=None):
        self.counts = sys.getrefcount(self), sys.getrefcount(thing)


class Counting:
    made = 0

    def __init__(self, thing):
        # The class changes, and what the place expects is out of date.
        Counting.made += 1
        self.counts = sys.getrefcount(self), sys.getrefcount(thing)


class Base:
    def __init__(self, thing):
        self.counts = sys.getrefcount(self), sys.getrefcount(thing)


class Derived(Base):
    def __init__(self, thing):
        super().__init__(thing)


class Failing:
    def __init__(self, thing):
        raise ValueError(sys.getrefcount(thing))


class Wrong:
    def __init__(self, thing):
        return thing


def nodes():
    thing = object()
    for i in range(3):
        print(i, Node(thing).counts)


def defaults():
    thing = object()
    for i in range(3):
        print(i, WithDefault(thing).counts)


def slots():
    thing = object()
    for i in range(3):
        print(i, WithSlots(thing).counts)


def keywords():
    thing = object()
    for i in range(3):
        print(i, WithKeyword(thing).counts)


def counting():
    thing = object()
    for i in range(60):
        counts = Counting(thing).counts
        if i < 5 or i > 52:
            print(i, counts)


def derived():
    thing = object()
    for i in range(3):
        print(i, Derived(thing).counts)


def failing():
    thing = object()
    for i in range(3):
        try:
            Failing(thing)
        except ValueError as error:
            print(i, error, sys.getrefcount(thing), error.__traceback__.tb_next.tb_frame.f_code.co_name)


def wrong():
    for i in range(3):
        try:
            Wrong(i)
        except TypeError as error:
            print(i, error)


def changing():
    thing = object()
    for cls in (Node, Base, Node, Base, WithDefault):
        print(cls.__name__, cls(thing).counts)


for function in nodes, defaults, slots, keywords, counting, derived, failing, wrong, changing:
    print(function.__name__)
    function()
