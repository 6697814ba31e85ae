# A weak reference can call back when its
# object dies. But not if it dies, too.
import gc
import weakref

gc.collect()  # what the imports have left
calls = []

class Node:
    pass

def on_death(reference):
    calls.append('called')

left = Node()
left.me = left
outside = weakref.ref(left, on_death)

right = Node()
right.me = right
right.watch = weakref.ref(right, on_death)

del left, right
print('unreachable:', gc.collect())
print('callbacks:', len(calls))
