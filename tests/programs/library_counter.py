# Counters are added, subtracted, joined and cut.
from collections import Counter
a = Counter('abracadabra'); b = Counter('alakazam')
n = Counter(x=-2, y=3, z=0)
kept = []
def step(text, value):
    kept.append(value)
    print(text, value)
step('add', a + b)
step('sub', a - b)
step('or', a | b)
step('and', a & b)
step('pos', +n)
step('neg', -n)
step('neg sub', a - n)
c = Counter(a)
c += b
step('iadd', c)
c = Counter(a); c -= b
step('isub', c)
c = Counter(a); c |= b
step('ior', c)
c = Counter(a); c &= b
step('iand', c)
for f in (lambda: a + 1, lambda: a - {}, lambda: a | {1: 2}, lambda: 1 + a):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
step('update', a.update(b))
step('sub', a.subtract('zz'))
step('most', a.most_common(2))
step('most', a.most_common())
step('elements', sorted(a.elements()))
step('total', sum(a.values()))
step('copy', a.copy())
step('eq', a == b)
step('keys', sorted(a))
step('missing', a['nothing'])
step('repr', repr(a))
