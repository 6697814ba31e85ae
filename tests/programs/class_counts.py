# How many objects the collector counts for a class statement, by what it derives from and what it defines.
import gc
gc.collect(); gc.freeze()
c0 = gc.get_count()[0]
class A: pass
c1 = gc.get_count()[0]
class L(list): pass
c2 = gc.get_count()[0]
class I(int): pass
c3 = gc.get_count()[0]
class N:
    def __new__(cls, a, b):
        return object.__new__(cls)
c4 = gc.get_count()[0]
class S(str): pass
c5 = gc.get_count()[0]
class D(dict):
    def __init__(self, a):
        self.a = a
c6 = gc.get_count()[0]
class E(Exception): pass
c7 = gc.get_count()[0]
class T(tuple): pass
c8 = gc.get_count()[0]
class Q(A): pass
c9 = gc.get_count()[0]
class F(float): pass
c10 = gc.get_count()[0]
class B(bytes): pass
c11 = gc.get_count()[0]
class Se(set): pass
c12 = gc.get_count()[0]
def f(): pass
c13 = gc.get_count()[0]

print(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13)
