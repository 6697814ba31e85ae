# heaps and sorted lists
import heapq
h = [5, 3, 8, 1, 9, 2]; heapq.heapify(h); print(h)
for x in (4, 7, 0): heapq.heappush(h, x); print(h)
print([heapq.heappop(h) for _ in range(len(h))])
h = [(2, 'b'), (1, 'z'), (1, 'a')]; heapq.heapify(h); print(heapq.heappushpop(h, (0, 'q')), heapq.heapreplace(h, (5, 'n')), h)
print(heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, 'hello'), heapq.nlargest(2, ['aa', 'b', 'ccc'], key=len))
try: heapq.heappop([])
except IndexError as e: print(e)
class Task:
    def __init__(self, p, n): self.p, self.n = p, n
    def __lt__(self, o): return self.p < o.p
    def __repr__(self): return f'{self.n}:{self.p}'
q = []
for p, n in ((3, 'low'), (1, 'high'), (2, 'mid')): heapq.heappush(q, Task(p, n))
while q: print(heapq.heappop(q))
import bisect
from bisect import insort
l = [1, 3, 3, 5]; print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 9)); insort(l, 4); print(l); bisect.insort_left(l, 3); print(l)
def grade(s, b=[60, 70, 80, 90], g='FDCBA'): return g[bisect.bisect(b, s)]
print([grade(s) for s in (33, 99, 77, 70, 89)])
try: bisect.bisect([1], 1, -1)
except ValueError as e: print(e)
