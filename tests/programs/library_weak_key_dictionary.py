# weakref.WeakKeyDictionary.
import weakref, gc
class O:
    def __init__(self, a): self.arg = a
    def __repr__(self): return '<O %r>' % self.arg
d = weakref.WeakKeyDictionary(); os = [O(i) for i in range(5)]
for o in os: d[o] = o.arg
print(weakref.getweakrefcount(o), len(d), d[os[0]], os[1] in d, 5 in d, sorted(d.values())); del o
print(sorted(k.arg for k in d), len(d.keyrefs())); del os[0]; print(len(d)); d2 = d.copy(); print(d2 == d, len(d2))
o = os[0]; print(d.pop(o), d.get(o, 'x'), d.setdefault(o, 7), d[o]); del d[o]
try: d[o]
except KeyError: print('KeyError')
d.update({o: 3}); print(len(d)); k, v = d.popitem(); print(v, len(d)); d3 = d | {o: 9}; print(len(d3)); d.clear(); print(len(d))
del k, o, os; gc.collect(); print(len(d2), len(d3))
try: d[1] = 1
except TypeError as e: print(e)
