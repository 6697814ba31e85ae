# weakref.WeakValueDictionary.
import weakref, gc, copy
class O:
    def __init__(self, a): self.arg = a
    def __repr__(self): return '<O %r>' % self.arg
    def __eq__(self, o): return isinstance(o, O) and self.arg == o.arg
    def __hash__(self): return hash(self.arg)
d = weakref.WeakValueDictionary(); os = [O(i) for i in range(10)]
for o in os: d[o.arg] = o
print(weakref.getweakrefcount(o), len(d), sorted(d.items(), key=lambda i: i[0]) == [(o.arg, o) for o in os]); del o
items1 = list(d.items()); items2 = list(d.copy().items()); print(items1 == items2); del items1, items2
del os[0]; print(len(d)); os.clear(); gc.collect(); print(len(d))
d[1] = x = O(1); d[2] = y = O(2); print(d.pop(1), d.pop(7, 'none'), d.popitem(), len(d))
try: d.pop(1)
except KeyError as e: print(repr(e))
print(d.setdefault('k', x) is x, d.setdefault('k', y) is x, d.get('k') is x, d.get('q', 9))
d.update({'y': y}, z=x); print(sorted(d), sorted(map(str, d.values())), 'y' in d, len(d.valuerefs()), [r.key for r in d.itervaluerefs()])
e = copy.copy(d); print(e == d, type(e).__name__); e2 = d | {'n': x}; print(sorted(e2)); d |= {'m': y}; print(sorted(d)); del d['m']; print('m' in d)
f = copy.deepcopy(d); print(len(f))
d.clear(); print(len(d), bool(d)); print(repr(d)[:20])
class Str:
    pass
it = None
d = weakref.WeakValueDictionary({i: O(i) for i in range(3)}); print(len(d))
keep = [O(i) for i in range(4)]; d = weakref.WeakValueDictionary({o.arg: o for o in keep})
n = 0
for k, v in d.items():
    n += 1
    if n == 1: del keep[-1]; gc.collect()
print(n, len(d))
try: weakref.WeakValueDictionary({1: 1})
except TypeError as e: print(e)
