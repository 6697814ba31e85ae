# collections, itertools, functools, operator.
from collections import deque, defaultdict, OrderedDict, namedtuple, Counter
import itertools, functools, operator
d = deque([1,2,3], maxlen=3); d.append(4); d.appendleft(0); print(d, d[0], d[-1], len(d), 2 in d, list(reversed(d)), d.maxlen)
d.rotate(1); print(d, d.pop(), d.popleft(), d == deque([1]), d + deque([5]), bool(deque()))
try: deque().pop()
except IndexError as e: print(e)
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
class Q(deque): pass
q = Q([1]); q.z = 1; print(q, q.z)
dd = defaultdict(list); dd['a'].append(1); print(dd, dd['b'], dict(dd), dd.default_factory, isinstance(dd, dict))
od = OrderedDict(a=1, b=2); od.move_to_end('a'); print(od, od.popitem(last=False), od == {'a': 1}, list(od))
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), p == (1, 2), P._fields, P._make([3, 4]))
c = Counter('abca'); print(c, c['z'], c.most_common(1), c + Counter('a'), sum(c.values()), list(c.elements()))
print(list(itertools.islice(itertools.count(3), 3)), list(itertools.chain([1], [2])), list(itertools.chain.from_iterable(['ab'])), list(itertools.zip_longest('ab', [1], fillvalue=0)))
print(list(itertools.product('ab', repeat=2)), list(itertools.permutations('abc', 2)), list(itertools.combinations('abc', 2)), list(itertools.accumulate([1, 2, 3])))
print([(k, list(g)) for k, g in itertools.groupby('aabc')], list(itertools.takewhile(lambda x: x < 2, range(4))), list(itertools.dropwhile(lambda x: x < 2, range(4))), list(itertools.starmap(pow, [(2, 3)])), list(itertools.repeat(1, 2)))
it = itertools.cycle('ab'); print([next(it) for _ in range(5)]); a, b = itertools.tee([1, 2]); print(list(a), list(b))
@functools.lru_cache(maxsize=2)
def f(n, k=0): 'doc'; return n * 2
print(f(1), f(2), f(1), f(3), f(k=1, n=2), f.cache_info(), f.__name__, f.__doc__, f.__wrapped__ is not f); f.cache_clear(); print(f.cache_info(), f.cache_parameters())
@functools.cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(30), fib.cache_info())
g = functools.partial(print, 'a', sep='-'); g('b'); print(g.func, g.args, g.keywords)
def deco(fn):
    @functools.wraps(fn)
    def w(*a): return fn(*a)
    return w
@deco
def h(x): "hd"; return x
print(h(1), h.__name__, h.__doc__, h.__wrapped__.__name__, functools.reduce(operator.add, [1, 2, 3]))
class A:
    @functools.cached_property
    def v(self): print('calc'); return 5
    @functools.lru_cache
    def m(self, x): return x
a = A(); print(a.v, a.v, a.m(1), A.m.cache_info())
print(operator.itemgetter(1)([1, 2]), operator.attrgetter('v')(a), operator.methodcaller('m', 3)(a), sorted([(2, 'a'), (1, 'b')], key=operator.itemgetter(0)))
