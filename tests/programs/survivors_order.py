# A collection may change the order of the objects that survive it.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []


def names():
    return ''.join(o.name for o in gc.get_objects() if type(o) is Node)


a, b, c, d = Node('a'), Node('b'), Node('c'), Node('d')
d.links = [b, a]
b.links = [c]
c.links = [d]
print(names())
a = b = c = None
print(gc.collect(), names())
e = Node('e')
print(gc.collect(), names())
d.links.append(e)
e = None
print(gc.collect(), names())
d = None
print(gc.collect(), names())
