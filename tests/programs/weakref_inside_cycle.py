# A weak reference that is itself garbage does not call back.
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()


class Node:
    pass


def shout(reference):
    print('called')


a, b = Node(), Node()
a.other, b.other = b, a
a.watch = weakref.ref(b, shout)
del a, b
print('inside:', gc.collect())
a, b = Node(), Node()
a.other, b.other = b, a
outside = weakref.ref(b, shout)
del a, b
print('outside:', gc.collect())
