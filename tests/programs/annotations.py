# Annotations: dicts made at once up to 3.13, functions that make them when asked from 3.14.
import gc, sys
from dataclasses import dataclass, field
lazy = sys.version_info >= (3, 14)

class A:
    x: int = 1
    y: 'text'
    items: list = []
print(sorted(A.__annotations__), A.__annotations__ is A.__annotations__, A.__annotations__['x'])
print(sorted(name for name in vars(A) if 'anno' in name))

def f(a: int, b: 'str' = 2, *rest: float, c: A = None, **named: dict) -> A: return a
print(list(f.__annotations__), f.__annotations__['return'] is A)
print((lambda: 0).__annotations__)

class Scoped:
    inner = str
    z: inner
    def method(self, p: inner) -> 'Scoped': pass
print(Scoped.__annotations__['z'], Scoped.method.__annotations__['p'])

def outer():
    T = bytes
    class Local:
        t: T
        def m(self, q: T): pass
    def g(q: T): pass
    return Local, g
Local, g = outer()
print(Local.__annotations__, Local.m.__annotations__, g.__annotations__)

if lazy:
    class Late:
        other: NotYet
    class NotYet: pass
    print(Late.__annotations__['other'] is NotYet, Late.__annotate__(1) == Late.__annotations__)
    class Never:
        other: Missing
    try: Never.__annotations__
    except NameError as e: print(e)

n: int = 5
if n > 9: m: str = ''
print(__annotations__ if not lazy else __annotate__(1))

class Derived(A):
    w: int
print(list(Derived.__annotations__))

@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = Point(1)
print(p, p == Point(1, 0), p == Point(2))
p.tags.append(p)
print(gc.is_tracked(p))

gc.collect(); gc.freeze()
def total(): return sum(len(gc.get_objects(g)) for g in range(3))
def counted():
    class C:
        a: int = 1
        def m(self, x: int) -> None: pass
    del C
    return gc.collect()
print(counted())
def asked():
    class C:
        a: int = 1
    C.__annotations__
    del C
    return gc.collect()
print(asked())
