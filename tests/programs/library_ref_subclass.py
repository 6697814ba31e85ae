# Classes derived from weakref.ref.
import weakref
class Object:
    def __init__(self, a): self.arg = a
    def __repr__(self): return f'O{self.arg}'
class MyRef(weakref.ref):
    def __init__(self, ob, callback=None, value=42):
        self.value = value
        super().__init__(ob, callback)
    def __call__(self):
        self.called = True
        return super().__call__()
o = Object('foo'); mr = MyRef(o, value=24); print(mr() is o, mr.called, mr.value); del o; print(mr(), mr.called)
o = Object(1); r1 = MyRef(o); r2 = weakref.ref(o); print(r1 is r2, weakref.getweakrefs(o) == [r2, r1], weakref.getweakrefcount(o)); r3 = MyRef(o); print(weakref.getweakrefcount(o), weakref.getweakrefs(o)[0] is r2)
class R2(weakref.ref): pass
a = R2(o); b = R2(o); print(a is b)
class S(weakref.ref):
    __slots__ = 'slot1', 'slot2'
    def __new__(type, ob, callback, slot1, slot2): return weakref.ref.__new__(type, ob, callback)
    def __init__(self, ob, callback, slot1, slot2): self.slot1 = slot1; self.slot2 = slot2
    def meth(self): return self.slot1 + self.slot2
r = S(o, None, 'abc', 'def'); print(r.slot1, r.slot2, r.meth(), hasattr(r, '__dict__'))
class MyR(weakref.ref): pass
r = MyR(o); r.cycle = r
import gc
del r; print(gc.collect())
