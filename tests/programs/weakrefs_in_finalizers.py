# When weak references to garbage, and those that are garbage, are cleared: before the finalizers or after them.
import gc, weakref
gc.collect(); gc.freeze()
KEEP = []
class N:
    def __del__(self):
        print('del', self.plain() is None, self.called() is None, self.other_plain() is None, self.other_called() is None)
        KEEP.append(self)
alive = type('Alive', (), {})()
n = N()
n.me = n
n.plain = weakref.ref(n)
n.called = weakref.ref(n, lambda r: print('called'))
n.other_plain = weakref.ref(alive)
n.other_called = weakref.ref(alive, lambda r: print('other called'))
del n
print(gc.collect())
n = KEEP.pop()
print('after', n.plain() is None, n.called() is None, n.other_plain() is None, n.other_called() is None)
del alive
print('alive is gone')
n.me = None
del n
print('end')
# garbage that is not resurrected, its weak references held outside
class M: pass
m = M()
m.me = m
plain = weakref.ref(m)
called = weakref.ref(m, lambda r: print('m called', plain() is None))
class D:
    def __del__(self):
        print('D', self.ref() is None, self.ref2() is None)
d = D(); d.ref = plain; d.ref2 = called; d.m = m; m.d = d
del m, d
print(gc.collect())
