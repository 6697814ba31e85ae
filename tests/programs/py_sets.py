# Sets of small numbers; what they contain is printed sorted.

a = {1, 2, 3, 2}
b = {3, 4}
print(len(a), 2 in a, 9 in a, sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
a.add(10)
a.discard(99)
a.remove(1)
print(sorted(a), a == {10, 3, 2}, {2, 3} <= a, {2, 3} < {2, 3}, a >= b, a.isdisjoint({7}))
a.update([5, 6], (7,))
print(sorted(a), sorted(a.union([0])), sorted(a.intersection([2, 5])), sorted(a.difference(range(6))))
a -= {5}
a |= {1}
a &= {1, 2, 3}
print(sorted(a), set(), len(set('hello')), sorted({x % 3 for x in range(10)}))
print(sorted(frozenset([1, 2]) | {5}), frozenset([1, 2]) == {1, 2}, {frozenset([1]): 'key'}[frozenset([1])])
try:
    a.remove(100)
except KeyError as error:
    print('KeyError', error)
try:
    {[]}
except TypeError as error:
    print('TypeError', error)
a.clear()
print(a, bool(a))
print({1}, {1.5}, {None})
