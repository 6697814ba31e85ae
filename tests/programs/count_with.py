# Who holds a context manager while `with` calls its two methods.
import sys, gc
class W:
    def __enter__(self): return sys.getrefcount(self)
    def __exit__(self, *a):
        print(sys.getrefcount(self), a[0])
        return True
gc.collect(); gc.freeze(); gc.disable()
def g():
    w = W()
    with w as n: print(n)
    with W() as n: print(n)
    with w as n, W() as m: print(n, m)
    with w: 1/0
    with W(): 1/0
    for i in range(2):
        with w as n:
            if i: continue
            print(n)
    while True:
        with w, W():
            break
    with W() as n:
        return n
print(g())
w = W()
with w as n: print(n)
with w as n: 1/0
class E:
    def __enter__(self): return self
    def __exit__(self, *a): return gc.get_count()[0]
def h():
    a = gc.get_count()[0]
    with E() as e: pass
    b = gc.get_count()[0]
    with e: pass
    with E(): pass
    return b - a, gc.get_count()[0] - a
print(h(), h(), h())
for x in (1, []):
    try:
        with x: pass
    except Exception as e: print(type(e).__name__, e)
class X:
    def __enter__(self): pass
class Y:
    def __exit__(self): pass
for x in X(), Y():
    try:
        with x: pass
    except Exception as e: print(type(e).__name__, e)
class Z:
    def __enter__(self): raise ValueError('enter')
    def __exit__(self, *a): raise KeyError('exit')
try:
    with Z(): pass
except ValueError as e: print(e, e.__context__)
class Z2:
    def __enter__(self): return 1
    def __exit__(self, *a): raise KeyError('exit')
try:
    with Z2(): 1/0
except KeyError as e: print(e, repr(e.__context__))
def gen():
    with E() as e:
        yield sys.getrefcount(e)
for x in gen(): print(x)
g2 = gen(); next(g2); del g2
print(gc.collect())
