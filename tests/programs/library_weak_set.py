# weakref.WeakSet.
import weakref, gc
class O:
    def __init__(self, a): self.arg = a
    def __repr__(self): return '<O %r>' % self.arg
os = [O(i) for i in range(4)]; s = weakref.WeakSet(os); print(len(s), os[0] in s, 1 in s); t = s.copy(); print(t == s, s <= t, s < t, s.issubset(t), s.isdisjoint(t))
u = weakref.WeakSet(os[:2]); print(len(s - u), len(s & u), len(s | u), len(s ^ u), u < s, s > u); s.discard(os[0]); print(len(s)); s.add(os[0]); s.remove(os[0])
try: s.remove(os[0])
except KeyError: print('KeyError')
del os[1]; gc.collect(); print(len(s), len(t)); x = s.pop(); print(x in os); s.update(os); s -= u; s &= t; s ^= t; print(len(s)); s.clear(); print(len(s))
for o in t:
    if len(os): os.clear(); gc.collect()
print(len(t)); del o; print(len(t))
