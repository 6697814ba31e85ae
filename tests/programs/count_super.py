# Who holds `self` when a method calls that of its base: the first call through `super` is not like the others.
import sys, gc
class A:
    def m(self): return sys.getrefcount(self)
    @classmethod
    def c(cls): return gc.get_count()[0]
class B(A):
    def m(self): return super().m()
    @classmethod
    def c(cls): return super().c()
b = B()
gc.collect(); gc.freeze(); gc.disable()
print([b.m() for i in range(12)])
def f():
    b = B()
    return [b.m() for i in range(6)]
print(f())
print([b.c() for i in range(12)])
class C(B):
    def __init__(self):
        super().__init__()
        self.n = sys.getrefcount(self)
print([C().n for i in range(6)])
