# How many objects classes with metaclasses count for.
import gc
gc.collect(); gc.freeze(); gc.disable()
keep = []
class M(type):
    def __new__(m, name, bases, ns): return super().__new__(m, name, bases, ns)
class M1(type): pass
class M2(type):
    def __init__(cls, *a): pass
class M3(type):
    def __call__(cls, *a): return super().__call__(*a)
class C(metaclass=M3): pass
class D(metaclass=M3):
    def __init__(self, a): pass
def cnt(f):
    f(); f(); f(); a = gc.get_count()[0]; f(); return gc.get_count()[0] - a
def k1():
    class X(metaclass=M): pass
    keep.append(X)
def k2():
    class X(metaclass=M1): pass
    keep.append(X)
def k3():
    class X(metaclass=M2): pass
    keep.append(X)
def k4(): keep.append(C())
def k5(): keep.append(D(1))
def k6():
    class X(type): pass
    keep.append(X)
for f in k1, k2, k3, k4, k5, k6: print(f.__name__, cnt(f))
class M4(type): pass
class W(metaclass=M4): pass
print([type(x).__name__ for x in gc.get_referents(W)], [x for x in gc.get_referents(W) if isinstance(x, type)])
class V: pass
print([type(x).__name__ for x in gc.get_referents(V)], [x for x in gc.get_referents(V) if isinstance(x, type)])
print(type(int), type(object), int.__class__, isinstance(int, type), isinstance(int, object), type(type), type(len), issubclass(int, object), type(Exception), type(type(None)))
