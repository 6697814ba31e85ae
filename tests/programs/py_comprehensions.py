# List, dict and set comprehensions and generator expressions.

print([n * n for n in range(6)], [n for n in range(10) if n % 2 if n > 3])
print([(a, b) for a in range(3) for b in 'xy'], [[i * j for j in range(3)] for i in range(3)])
print({n: n * n for n in range(4)}, {value: key for key, value in {'a': 1, 'b': 2}.items()})
print(sorted({n // 2 for n in range(6)}), sum(n for n in range(5)), list(n for n in 'abc'), tuple(n + 1 for n in (1, 2)))
n = 'outer'
print([n for n in range(3)], n)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row])
print(any(x > 5 for row in matrix for x in row), all(x > 0 for row in matrix for x in row), max(len(w) for w in ['a', 'abc']))


def scaled(factor):
    return [factor * item for item in (1, 2, 3)]


print(scaled(3), [f() for f in [lambda: i for i in range(3)]])
print(['even' if x % 2 == 0 else 'odd' for x in range(3)])
