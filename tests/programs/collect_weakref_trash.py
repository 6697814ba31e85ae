# Weak references inside and outside garbage.
import gc, weakref
class C1055820:
    def __init__(self, i): self.i = i; self.loop = self
ouch = []
def callback(ignored): ouch[:] = [wr() for wr in WRs]
Cs = [C1055820(i) for i in range(2)]
WRs = [weakref.ref(c, callback) for c in Cs]
c = None
gc.collect(); print(len(ouch)); Cs = None; gc.collect()
print(len(ouch)); print(ouch)
class C:
    def __del__(self): ouch.append(self)
d = C(); d.me = d; w = weakref.ref(d, lambda r: print('cb', r() is None)); del d; gc.collect(); print(w(), len(ouch))
