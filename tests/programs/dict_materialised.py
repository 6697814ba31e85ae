# Reading __dict__ makes an object of its own out of the attributes, in the versions that keep them inline.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Node:
    def __init__(self, name):
        self.name = name
        self.next = None


def ring():
    a, b = Node('a'), Node('b')
    a.next, b.next = b, a
    return a


node = ring()
node = None
print('untouched', gc.collect())
node = ring()
print(sorted(node.__dict__))
node = None
print('__dict__ read', gc.collect())
node = ring()
print(vars(node.next)['name'])
node = None
print('vars read', gc.collect())
node = ring()
node.extra = 1
node = None
print('one attribute more', gc.collect())
node = ring()
del node.name
node = None
print('one attribute fewer', gc.collect())
