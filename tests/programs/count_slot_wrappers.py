# Special methods of built-in types, called by name: the tuples of their wrappers count, and some stay behind.
import gc, sys, weakref
gc.collect(); gc.freeze()
gc.disable()
g = gc.get_count
class O: pass
o = O()
def pr(s):
    a = g(); b = (o, 1, 2); c = g(); d = (o, 1, 2); e = g(); d = (o, 1); h = g(); i = (o,); j = g()
    print(s, a, c[0]-a[0], e[0]-c[0], h[0]-e[0], j[0]-h[0])
class A:
    def __init__(self): super().__init__()
class L(list):
    def __init__(self): super().__init__([1])
class D(dict):
    def __init__(self): super().__init__(a=1)
class D2(dict):
    def __init__(self): super().__init__({"a": 1})
class S(set):
    def __init__(self): super().__init__([1])
class E(Exception):
    def __init__(self): super().__init__("m", 1)
class R(weakref.ref):
    def __init__(self): super().__init__(o)
    def __new__(cls): return super().__new__(cls, o)
class H:
    def __init__(self): self.h = super().__hash__()
class P:
    def __init__(self): self.h = super().__repr__()
class ST:
    def __init__(self): super().__setattr__("x", 1)
class L2(list):
    def __init__(self): super().append(4)
class D3(dict):
    def __init__(self): super().__setitem__(4, 5)
class D4(dict):
    def __init__(self): super().update(x=5)
class N:
    def __new__(cls): return super().__new__(cls)
l = []
for cls in A, L, D, D2, S, E, R, H, P, ST, L2, D3, D4, N:
    print(cls.__name__)
    for i in range(4):
        gc.collect()
        l.append(cls())
        pr(i)
