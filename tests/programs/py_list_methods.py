# What lists can do.

row = [3, 1, 2]
row.append(4)
row.extend([5, 6])
row.insert(0, 'zero')
row.insert(-1, 'x')
print(row, len(row))
print(row.pop(), row.pop(0), row)
row.remove('x')
print(row.index(2), row.count(1), row.count(99))
row.reverse()
print(row)
row.sort()
print(row, sorted(row, reverse=True))
row.sort(key=lambda x: -x)
print(row)
copy = row.copy()
copy += [1]
print(copy, row, copy == row, copy is row)
print([1, 2] + [3], [0] * 3, 2 * ['a'], 3 in row, 9 not in row)
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] == [1, 2.0])
nested = [[]] * 2
nested[0].append(1)
print(nested)
row.clear()
print(row)


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: [1][5])
attempt(lambda: [].pop())
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: [1] + (2,))
attempt(lambda: nested['a'])
attempt(lambda: [2, 'a'].sort())
