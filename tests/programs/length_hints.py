# What asks an iterable for its length before it goes through it, in which order, and what a wrong answer does.
import gc
class S:
    def __init__(self): self.data = [1]
    def __len__(self): print("len"); return 1
    def __iter__(self): print("iter"); return iter(self.data)
class H:
    def __init__(self): self.data = [1]
    def __length_hint__(self): print("hint"); return 1
    def __iter__(self): print("iter"); return iter(self.data)
class B:
    def __init__(self): self.data = [1]
    def __length_hint__(self): print("hint"); return -1
    def __iter__(self): print("iter"); return iter(self.data)
class B2(B):
    def __length_hint__(self): print("hint"); return "a"
class B3(B):
    def __length_hint__(self): print("hint"); return NotImplemented
class B4(B):
    def __length_hint__(self): print("hint"); raise TypeError("x")
class B5(B):
    def __length_hint__(self): print("hint"); raise ValueError("x")
class B6(B5):
    def __len__(self): print("len"); raise TypeError("x")
class B7(B5):
    def __len__(self): print("len"); raise ValueError("x")
class L(list):
    def __len__(self): print("len"); return 1
class T(tuple):
    def __len__(self): print("len"); return 1
class L2(list):
    def __iter__(self): print("iter"); return iter([1,2])
class D(dict):
    def __len__(self): print("len"); return 1
class SE(set):
    def __len__(self): print("len"); return 1
from collections import deque
from functools import reduce
def f(*a, **k): pass
def ex(s):
    a, b = s
def ex2(s):
    a, *b = s
def ex3(s):
    x = [0, 1]
    x[:] = s
def ex4(s):
    x = []
    x += s
def ex5(s):
    return [1] + s
def ex6(s):
    return 1 in s
def ex7(s): return f(1, *s)
def ex8(s): return [0, *s, *s]
def ex9(s): return {0, *s}
for s in S(), H(), B(), B2(), B3(), B4(), B5(), B6(), B7(), L([1]), T([1]), L2([1]), D(a=1), SE([1]):
    print(type(s).__name__)
    for name, f_ in dict(list=list, tuple=tuple, set=set, sorted=sorted, sum=sum, max=max, fromkeys=dict.fromkeys, extend=[].extend, join=",".join, enumerate=enumerate, frozenset=frozenset, all=all, unpack=lambda s: [*s], unt=lambda s: (*s,), ext=lambda s: [0].extend(s), by=bytes, ba=bytearray, deque=deque, dex=deque().extend, call=lambda s: f(*s), call2=ex7, ex=ex, ex2=ex2, ex3=ex3, ex4=ex4, ex5=ex5, ex6=ex6, ex8=ex8, ex9=ex9, zip=lambda s: list(zip(s, s)), map=lambda s: list(map(abs, s)), bool=bool, upd=lambda s: set().update(s), gn=lambda s: list(x for x in s)).items():
        print(name)
        try: f_(s)
        except Exception as e: print(type(e).__name__, e)
