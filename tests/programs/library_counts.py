# How many objects weak dictionaries and finalizers count for.
import gc, weakref
gc.disable(); gc.collect()
class A: pass
keep = []
def cnt(f):
    f(); f()
    c = gc.get_count()[0]
    f()
    return gc.get_count()[0] - c
class S:
    __slots__ = ('a', 'b', '__weakref__')
def slots():
    s = S(); s.a = 1; keep.append(s)
def kw(*a, **k): pass
def refs():
    s = S(); keep.append((s, weakref.ref(s, print)))
def fun():
    def remove(a, selfref=weakref.ref(keep[0])): pass
    keep.append(remove)
def fun2():
    x = A(); x.data = {}; keep.append(x)
def fun3():
    x = A(); x.data = {}; x.p = []; x.i = set(); keep.append(x)
print(cnt(slots), cnt(lambda: kw()), cnt(refs), cnt(fun), cnt(fun2), cnt(fun3))
print(cnt(lambda: keep.append(weakref.WeakKeyDictionary())))
print(cnt(lambda: keep.append(weakref.WeakSet())))
fin = lambda: keep.append(weakref.finalize(keep[0], print))
print(cnt(fin)); print(cnt(fin)); print(cnt(fin))
gc.collect()
n = len(gc.get_objects()); fin(); print(len(gc.get_objects()) - n)
n = len(gc.get_objects()); keep.append(weakref.WeakKeyDictionary()); print(len(gc.get_objects()) - n)
