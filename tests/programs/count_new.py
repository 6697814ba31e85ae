# `__new__`, called by the program or by its own classes: the tuples that hold the arguments count, and some stay
# behind for reuse.
import gc
import sys
import weakref

gc.collect()
gc.freeze()
gc.disable()


class Node:
    pass


class Pair:
    def __new__(cls, left, right):
        return object.__new__(cls)


class Named:
    def __new__(cls, part, name=None):
        print('in __new__', sys.getrefcount(part))
        return super().__new__(cls)

    def __init__(self, part, name=None):
        print('in __init__', sys.getrefcount(part))


class Keyed(weakref.ref):
    __slots__ = ('key',)

    def __new__(cls, referent, callback, key):
        self = weakref.ref.__new__(cls, referent, callback)
        self.key = key
        return self

    def __init__(self, referent, callback, key):
        super().__init__(referent, callback)


class Whole(int):
    pass


class Text(str):
    pass


class Items(list):
    pass


class Row(tuple):
    pass


class Table(dict):
    pass


class Problem(Exception):
    pass


def show(what):
    a = gc.get_count()
    one = (a,)
    b = gc.get_count()
    two = (a, b)
    c = gc.get_count()
    print(what, a, b[0] - a[0], c[0] - b[0])


node = Node()
gc.collect()
kept = Pair(1, 2)
show('Pair')
gc.collect()
kept = Named([])
show('Named')
gc.collect()
kept = Named([], name='n')
show('Named with a keyword')
gc.collect()
kept = Keyed(node, None, 'k')
show('Keyed')
for make in (Whole, 7), (Text, '7'), (Items, [1]), (Row, [1]), (Problem, 1):
    cls, argument = make
    gc.collect()
    kept = cls(argument)
    show(cls.__name__)
    gc.collect()
    kept = cls.__new__(cls, argument)
    show(cls.__name__ + '.__new__')
gc.collect()
kept = Table(a=1)
show('Table')
gc.collect()
kept = dict.__new__(Table)
show('dict.__new__')
gc.collect()
kept = object.__new__(Node)
show('object.__new__')
