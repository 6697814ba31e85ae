# What only garbage can reach is garbage too, and counts; what is alive does not.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Node:
    def __init__(self):
        self.links = []


alive = Node()
a, b = Node(), Node()
a.links.append(b)
b.links.append(a)
a.links.append(Node())
a.links.append(alive)
a.links.append([1, 2, 3])
b.links.append('text')
alive.links.append('stays')
a = b = None
print(gc.collect(), alive.links)
a = Node()
a.links.append(a)
alive.links.append(a)
a = None
print(gc.collect(), len(alive.links))
alive.links.pop()
print(gc.collect())
