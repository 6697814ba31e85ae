# Equality, hashes and callbacks of weak references.
import weakref
class C:
    def method(self): pass
def cb(ref): print('cb', ref() is None)
o = C(); r1 = weakref.ref(o, cb); r2 = weakref.ref(o, cb); r3 = weakref.ref(o)
print(r1 is r2, weakref.getweakrefcount(o), weakref.getweakrefs(o) == [r3, r2, r1]); del o; print(r1(), r1.__callback__)
try: weakref.ref(C(), cb, callback=1)
except TypeError as e: print(type(e))
try: weakref.ref(1)
except TypeError as e: print(e)
try: r1.__callback__ = 1
except AttributeError as e: print('AttributeError')
class D:
    def __bool__(self): return False
    def __eq__(self, o): return True
    def __hash__(self): return 5
a, b = D(), D(); ra, rb = weakref.ref(a), weakref.ref(b); print(ra == rb, ra != rb, hash(ra), ra == 5)
try: ra < rb
except TypeError as e: print('no order')
del a; print(ra == rb, ra == ra, hash(ra))
try: hash(weakref.ref(C()))
except TypeError as e: print(e)
