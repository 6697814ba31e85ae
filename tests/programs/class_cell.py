# The cell of __class__ is filled by type.__new__, so that a metaclass may call methods; what it must do with it.
class Meta(type):
    def __new__(cls, name, bases, ns):
        print('__classcell__' in ns)
        self = super().__new__(cls, name, bases, ns)
        print('__classcell__' in ns, '__classcell__' in self.__dict__)
        try: print(self.f())
        except Exception as e: print(type(e).__name__, e)
        return self
    def __init__(self, name, bases, ns):
        print('init', self.f())
class A(metaclass=Meta):
    @staticmethod
    def f(): return __class__
print(A.f())
class B(A):
    def __init_subclass__(cls): super().__init_subclass__(); print('sub', cls)
    def g(self): return super().f()
class C(B): pass
print(B().g())
class NoCell(type):
    def __new__(cls, name, bases, ns):
        ns.pop('__classcell__', None)
        return super().__new__(cls, name, bases, ns)
try:
    class D(metaclass=NoCell):
        def f(self): return __class__
except Exception as e: print(type(e).__name__, e)
class WrongCell(type):
    def __new__(cls, name, bases, ns):
        c = super().__new__(cls, name, bases, ns)
        super().__new__(cls, 'other', bases, ns)
        return c
try:
    class E(metaclass=WrongCell):
        def f(self): return __class__
except Exception as e: print(type(e).__name__, e)
try:
    class F:
        __classcell__ = None
except Exception as e: print(type(e).__name__, e)
class G(type):
    def __new__(cls, name, bases, ns):
        return None
class H(metaclass=G):
    def f(self): return __class__
print(H)
class Descr:
    def __set_name__(self, owner, name): print('set name', owner.f() if 'f' in owner.__dict__ else None)
class I:
    d = Descr()
    @classmethod
    def f(cls): return __class__
