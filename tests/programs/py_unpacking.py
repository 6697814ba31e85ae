# Star unpacking in displays and calls, chained and nested assignment.

numbers = [1, 2, 3]
print([*numbers, 4], (*numbers, *'ab'), {**{'a': 1}}, *numbers, sep='-')
a = b = c = []
a.append(1)
print(a, b is c)
i = 0
row = [10, 20, 30]
i, row[i] = 1, 99
print(i, row)
row[0], row[-1] = row[-1], row[0]
print(row)


class Pair:
    pass


pair = Pair()
pair.left, pair.right = 'l', 'r'
(pair.left, pair.right), rest = (pair.right, pair.left), []
print(pair.left, pair.right, rest)
for letter, (number, *others) in [('a', [1, 2, 3]), ('b', (4,))]:
    print(letter, number, others)
total: int = 0
total += sum(n for n in numbers)
print(total)
if (size := len(numbers)) > 2:
    print('walrus', size)
