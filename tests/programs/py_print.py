# print with sep, end and several kinds of value.

print()
print('a', 1, 2.5, None, True, [1, 'a'], ('x',), {'k': 'v'})
print('a', 'b', sep='')
print('a', 'b', sep=' - ', end='!\n')
print('no newline', end='')
print()
print(*[1, 2, 3], sep=', ')
print('tab\tand "quotes" and \'single\'', ['tab\t', "it's", '"'])
print(1, end=' ')
print(2, end=' ')
print(3)
print([], {}, (), set(), '', [[]], [()], {'a': {}})
print((1,), (1, 2), [(1,), [2]], {1: [2]}, {1}, frozenset())
recursive = [1]
recursive.append(recursive)
print(recursive)
table = {}
table['self'] = table
print(table)
print(Ellipsis, NotImplemented, ..., print is print)
