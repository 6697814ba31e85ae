# What a loop over a list or tuple holds: an iterator object, and in 3.15 only the list and a place in it.
import gc, sys
gc.collect(); gc.freeze()

def kinds():
    names = [type(o).__name__ for o in gc.get_objects()]
    return sorted(name for name in names if name.endswith('iterator') or name == 'generator')

l = [1, 2, 3]
for x in l: print(kinds(), sys.getrefcount(l)); break
for x in (l, l): print(kinds(), sys.getrefcount(l)); break
for x in range(2): print(kinds()); break
for x in {1: 2}: print(kinds()); break

def loop():
    for x in l: yield x, sys.getrefcount(l)
g = loop(); print(next(g), next(g), kinds()); print(list(g), sys.getrefcount(l))
g = (x for x in l); print(kinds()); print(next(g), sys.getrefcount(l), sum(g), sys.getrefcount(l)); del g
print([(x, y) for x in l for y in (x, 1)])
for x in l:
    for y in l:
        if y == 2: continue
        if x == 2: break
        print(x, y, end=' ')
    else: print('else', end=' ')
print()

grow = [0]
for x in grow:
    if x < 5: grow.append(x + 1)
print(grow)
shrink = [1, 2, 3, 4]
for x in shrink: shrink.remove(x)
print(shrink)
class L(list): pass
for x in L([1, 2]): print(x, kinds(), end=' '); break
print()

class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
for x in [D(1), D(2)]: print('body', x.n)
print('after'); del x
for x in [D(3), D(4)]: break
print('broken off'); del x
def first(): 
    for x in [D(5)]: return x.n
print(first())
try:
    for x in [D(6)]: 1 / 0
except ZeroDivisionError: print('caught')
del x
# A cycle through a loop.
def cyclic(l):
    for x in l: yield x
l = [1]; g = cyclic(l); next(g); l.append(g); del g, l; print(gc.collect())
l = [1]; l.append(x for x in l); del l; print(gc.collect())
it = iter([]); l = [it]; l.append(iter(l)); del l, it; print(gc.collect())
