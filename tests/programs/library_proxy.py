# weakref.proxy: attributes and operators.
import weakref
from collections import UserList
class C: pass
o = C(); p = weakref.proxy(o); o.foo = 1; print(p.foo); p.bar = 2; print(o.bar); del p.foo; print(hasattr(o, 'foo'))
try: p.nope
except AttributeError as e: print(e)
L = UserList(); q = weakref.proxy(L); print(bool(q)); q.append(12); print(len(L), bool(q)); q[:] = [2, 3]; print(q, len(q), q[0], 3 in q)
q[1] = 5; print(L[1], list(q), L == [2, 5], q == [2, 5]); L2 = UserList(L); r = weakref.proxy(L2); print(q == r, repr(q)[:12])
L3 = UserList(range(10)); s = weakref.proxy(L3); print(s[0:3], list(s[-2:]) if not isinstance(s[-2:], UserList) else s[-2:].data)
class N:
    def __add__(self, x): return ('add', x)
    def __radd__(self, x): return ('radd', x)
    def __iadd__(self, x): return 'iadd'
    def __mul__(self, x): return ('mul', x)
    def __index__(self): return 10
    def __floordiv__(self, x): return 42
    def __ifloordiv__(self, x): return 21
    def __matmul__(self, x): return 1729
    def __rmatmul__(self, x): return -163
    def __imatmul__(self, x): return 561
    def __call__(self, *a, x=0): return (a, x)
    def __iter__(self): yield from [4, 5]
    def __reversed__(self): return iter('cba')
    def __bytes__(self): return b'by'
    def __contains__(self, o): return o == 'in'
    def __neg__(self): return 'neg'
    def __abs__(self): return 'abs'
    def __int__(self): return 3
    def __float__(self): return 3.5
    def __lt__(self, o): return 'lt'
o = N(); p = weakref.proxy(o)
print(p + 5, 5 + p, p * 2, [0] * 11 == [0] * p, p // 5, p @ 5, 5 @ p, p(1, x=2), list(p), 'in' in p, -p, abs(p), int(p), float(p), p < 1, type(p).__name__, callable(p))
p += 1; print(p)
p = weakref.proxy(o); p //= 3; print(p)
p = weakref.proxy(o); p @= 3; print(p)
p = weakref.proxy(o, lambda r: print('dead')); del o
try: p + 1
except ReferenceError as e: print(e)
try: bool(p)
except ReferenceError as e: print(e)
try: p.x = 1
except ReferenceError as e: print(e)
def it(): yield 1
g = it(); pg = weakref.proxy(g); print(next(pg))
try: next(weakref.proxy(C))
except TypeError as e: print(e)
