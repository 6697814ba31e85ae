# A weak reference looks at an object
# without keeping it.
import weakref

class Node:
    pass

parent = Node()
child = Node()
parent.child = child
child.parent = weakref.ref(parent)

print('the parent is there:', child.parent() is parent)
del parent
print('the parent is gone:', child.parent() is None)
