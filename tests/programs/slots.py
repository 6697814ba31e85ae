# Instances with __slots__: no dict, one object each, released in the order of the slots' names.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Pair:
    __slots__ = ('right', 'left')

    def __init__(self, left, right):
        self.left = left
        self.right = right


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


pair = Pair(Item('left'), Item('right'))
pair = None
print()
try:
    Pair(1, 2).middle = 3
except AttributeError as error:
    print(error)
try:
    del (pair := Pair(1, 2)).left
    pair.left
except AttributeError as error:
    print(error)
a, b = Pair(None, None), Pair(None, None)
a.left, b.left = b, a
a = b = None
print(gc.collect())
print(hasattr(Pair(1, 2), '__dict__'), Pair.__slots__)
