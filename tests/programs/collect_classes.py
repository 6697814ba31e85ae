# A class is a cycle of several objects; it goes only with a collection.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Empty:
    pass


del Empty
print('empty', gc.collect())


class Methods:
    value = 5

    def one(self):
        pass

    def two(self):
        return 2


del Methods
print('two methods', gc.collect())


class Base:
    pass


class Derived(Base):
    def __init__(self):
        super().__init__()


del Derived
print('derived with super', gc.collect())
instance = Base()
del Base
print('base with an instance', gc.collect())
instance = None
print('instance gone', gc.collect())


class Slots:
    __slots__ = ('a', 'b')


del Slots
print('slots', gc.collect())
