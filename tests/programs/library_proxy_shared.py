# Who shares a weak reference, and the order of getweakrefs.
import weakref
class C: pass
o = C(); p1 = weakref.proxy(o); p2 = weakref.proxy(o); print(p1 is p2, weakref.getweakrefcount(o)); r1 = weakref.ref(o); r2 = weakref.ref(o, None); print(r1 is r2, weakref.getweakrefcount(o), len(weakref.getweakrefs(o)), weakref.getweakrefcount(1), weakref.getweakrefs(1))
ref3 = weakref.ref(o, lambda r: None); print([x is y for x, y in zip(weakref.getweakrefs(o), [r1, p1, ref3])])
del r1, r2, p1, p2; print(weakref.getweakrefcount(o))
