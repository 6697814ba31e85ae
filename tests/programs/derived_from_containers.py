# Classes derived from list, dict, set, tuple: what they hold, and what operators make of them.
import gc
class D(dict):
    __slots__ = ('x', '__weakref__')
d = D(a=1); d.x = d; print(gc.get_referents(d)[0] is d, gc.is_tracked(d)); del d; print(gc.collect())
class L(list):
    def __del__(self): print('L del', list(self))
l = L([1]); l.append(l); 
try: print(l)
except RecursionError: pass
l.pop(); del l
class T(tuple): pass
t = T(([],)); t[0].append(t); del t; print(gc.collect())
class S(set): pass
s = S([1, 2]); s.me = s; print(s, len(s), 1 in s, s | {3}, type(s | {3}).__name__, type(s.copy()).__name__); del s; print(gc.collect())
class F(frozenset): pass
print(F([1]), F([1]) == frozenset([1]), hash(F([1])) == hash(frozenset([1])))
print(type(L([1]) + [2]), L([2, 1]).index(1), sorted(L([2, 1])), L([1]) == [1], [*L([5])], T((1, 2))[0:1], T((1,)) + (2,), type(T((1,)) * 2), hash(T((1,))) == hash((1,)), {T((1,)): 1}[(1,)])
