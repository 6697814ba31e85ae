# dicts of instances that share keys, which make room for what the class may yet share
import sys
if sys.version_info[:3] == (3, 14, 2) or sys.version_info < (3, 11): sys.exit()
class A: pass
class B:
    def __init__(self): self.x = 1; self.y = 2
def n_attrs(cls, n):
    o = cls()
    for i in range(n): setattr(o, f'a{i}', i)
    return sys.getsizeof(o.__dict__)
print('A', [n_attrs(A, n) for n in range(12)])
print('B', sys.getsizeof(B().__dict__), sys.getsizeof(vars(B())), [n_attrs(B, n) for n in range(8)])
b = B(); d = b.__dict__; b.z = 1; print('after', sys.getsizeof(d)); d['q'] = 1; print(sys.getsizeof(d))
b = B(); d = b.__dict__; del b; print('orphan', sys.getsizeof(d))
def f(): pass
f.x = 1; print('func', sys.getsizeof(f.__dict__))
def total(o, seen=None):
    seen = seen if seen is not None else set()
    if id(o) in seen: return 0
    seen.add(id(o)); s = sys.getsizeof(o)
    if isinstance(o, dict): s += sum(total(k, seen) + total(v, seen) for k, v in o.items())
    elif isinstance(o, (list, tuple, set)): s += sum(total(i, seen) for i in o)
    elif hasattr(o, '__dict__'): s += total(o.__dict__, seen)
    return s
class C:
    def __init__(self): self.x = [1, 2, 3]; self.y = {'k': 'v'}
print(total([1, [2, 3], {'a': (4, 5)}]), total(C()), total({'n': list(range(10))}))
