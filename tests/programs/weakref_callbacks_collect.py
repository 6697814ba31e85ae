# Collections started by callbacks of weak references.
import weakref, gc
class Object: 
    def __del__(self): pass
o = Object(); r = weakref.ref(o, lambda _: gc.collect()); ref2 = weakref.ref(o, lambda _: print('2')); del o; print(r())
class ObjectWithDel:
    def __del__(self): pass
x = ObjectWithDel(); r1 = weakref.ref(x, lambda x: gc.collect()); del x; gc.collect()
def test():
    thresholds = gc.get_threshold(); gc.set_threshold(1, 1, 1); gc.collect()
    class A: pass
    def callback(*args): pass
    referenced = A(); a = A(); a.a = a; a.wr = weakref.ref(referenced); 
    try:
        a = A(); a.a = a; a.wr = weakref.ref(referenced, callback)
    finally: gc.set_threshold(*thresholds)
test(); print('ok')
class Target:
    def __del__(self):
        global ref_from_del
        ref_from_del = weakref.ref(self)
w = Target(); del w; print(ref_from_del())
