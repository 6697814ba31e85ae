# weakref.WeakMethod.
import weakref, gc
class C:
    def f(self): return 'f'
    def g(self): return 'g'
o = C(); r = weakref.WeakMethod(o.f); print(isinstance(r, weakref.ref), isinstance(r(), type(o.f)), r()(), r().__self__ is o); 
s = weakref.WeakMethod(o.f); t = weakref.WeakMethod(o.g); print(r == s, r == t, hash(r) == hash(s), r != t); 
calls = []
u = weakref.WeakMethod(o.f, calls.append); del C.f; gc.collect(); print(u(), len(calls)); del o; gc.collect(); print(r(), t(), len(calls), r == s, r == r)
try: weakref.WeakMethod(len)
except TypeError as e: print(str(e)[:40])
