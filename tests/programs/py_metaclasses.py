# Metaclasses: what they can do, and what they cost.
import gc, sys, weakref
gc.collect(); gc.freeze(); gc.disable()
class M(type):
    def __new__(m, name, bases, ns, flag=False):
        c = super().__new__(m, name, bases, ns)
        c.flag = flag
        return c
    def __init__(cls, name, bases, ns, **k):
        super().__init__(name, bases, ns)
        cls.registry = []
    def __len__(cls): return 42
    def __iter__(cls): return iter([1, 2])
    def __getitem__(cls, k): return k * 2
    def __contains__(cls, x): return x == 3
    def __repr__(cls): return '<cls ' + cls.__name__ + '>'
    @property
    def prop(cls): return cls.__name__.lower()
    def meth(cls, x): return cls, x
    @classmethod
    def cm(m): return m
    @staticmethod
    def sm(): return 7
    def __getattr__(cls, name):
        if name == 'magic': return 'abra'
        raise AttributeError(name)
    def __eq__(cls, o): return NotImplemented
    def __hash__(cls): return 1
    def __instancecheck__(cls, x): return True
class A(metaclass=M, flag=True):
    x = 1
    def m(self): return __class__
class B(A): pass
print(A.flag, B.flag, len(A), list(A), A[4], 3 in A, repr(A), A, A.prop, A.meth(1), A.cm(), A.sm(), A.magic, A.m, A().m())
try: A().meth
except AttributeError as e: print(e)
try: A.nope
except AttributeError as e: print(e)
print(type(A), type(B), type(A()), A.__class__, isinstance(A, M), issubclass(M, type), isinstance(A, type), callable(A), A.__mro__, M.__mro__)
print(A == A, A != B, hash(A) == hash(B), {A: 1}[A])
C = M('C', (), {'y': 2})
print(C.y, C, C.flag, type(C))
D = type('D', (A,), {})
print(type(D) is M)
r = weakref.ref(C)
del C
print(gc.collect(), r())
class P(type):
    @classmethod
    def __prepare__(m, name, bases, **k):
        print('prepare', name, bases, k); return {'pre': 1}
class Q(metaclass=P): pass
print(Q.pre)
class M2(type): pass
try:
    class E(A, metaclass=M2): pass
except TypeError as e: print(e)
class R(type):
    def __del__(cls): print('del', cls.__name__)
    def __call__(cls, *a):
        obj = cls.__new__(cls, *a)
        obj.__init__(*a)
        return obj
class S(metaclass=R):
    def __init__(self, a): self.a = a
print(S(5).a)
S.me = S
del S
print(gc.collect())
class W(metaclass=M2): pass
w = W()
print(gc.get_referents(w), type(gc.get_referents(W)[-1]), sys.getrefcount(M2), W.__dict__['__module__'])
def cnt(f):
    f(); f(); f(); a = gc.get_count()[0]; f(); return gc.get_count()[0] - a
def cyc(f):
    gc.collect(); f(); return gc.collect()
def k1():
    class X(metaclass=M2): pass
def k2():
    class X(metaclass=M): pass
def k3():
    class X(A): pass
def k4():
    class Y(type): pass
def k5():
    class Y(type): pass
    class Z(metaclass=Y): pass
    Z()
for f in k1, k2, k3, k4, k5: print(f.__name__, cyc(f))
class Sub(type):
    def __subclasscheck__(cls, c): return True
    def mro(cls): return super().mro()
class Sing(type):
    inst = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls.inst:
            cls.inst[cls] = super().__call__(*args, **kwargs)
        return cls.inst[cls]
class DB(metaclass=Sing):
    def __init__(self, n=0): self.n = n
print(DB(3) is DB(4), DB().n, DB(n=9).n)
class Reg(type):
    all = []
    def __init__(cls, *a):
        cls.all.append(weakref.ref(cls)); super().__init__(*a)
class T1(metaclass=Reg): pass
class T2(T1): pass
print([x().__name__ for x in Reg.all])
del T2; gc.collect()
print([x() and x().__name__ for x in Reg.all])
