# gc.get_referents: what an object holds, in the order in which the collector visits it.
import gc

gc.collect(); gc.freeze()


class Box:
    def __init__(self, first, second):
        self.first = first
        self.second = second

    def __repr__(self):
        return 'Box'


a = ['a']
b = ['b']
print(gc.get_referents([a, b]))
print(gc.get_referents((a, b)))
print(gc.get_referents({'x': a, 'y': b}))
print(gc.get_referents({1: a, 2: b}))
box = Box(a, b)
print([x if isinstance(x, (list, dict)) else type(x).__name__ for x in gc.get_referents(box)])
print(gc.get_referents(1, 'text', None))
print(gc.get_referents([a], [b]))
print(type(gc.get_referents(box.__init__)[0]).__name__, gc.get_referents(box.__init__)[1])
