# The common built-in functions.

print(list(enumerate('ab')), list(enumerate('ab', 1)), list(zip([1, 2, 3], 'ab')), list(map(len, ['a', 'bb'])), list(filter(None, [0, 1, '', 2])))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(reversed([1, 2, 3])), sorted([3, 1, 2]), sorted('bca', reverse=True))
print(sorted(['bb', 'a', 'ccc'], key=len), sorted([(2, 'a'), (1, 'b')]), sorted([(1, 'b'), (1, 'a')], key=lambda p: p[0]))
print(min('b', 'a'), max([1, 5, 3]), min([3, 1], key=lambda x: -x), max([], default='none'), any([]), all([]))
print(isinstance(1, int), isinstance(True, int), isinstance('a', (int, str)), type(1).__name__, type('a') is str, callable(len), callable(1))
print(len('abc'), len([1]), len({}), len((1, 2)), abs(-1), round(1.5), str(1), int('1'), float(1), bool([]), list('ab'), tuple([1]))
print(repr('a'), str('a'), repr([1, 'a', None, True, 1.5]), str({'a': (1,)}), chr(65), ord('A'), hash(1) == hash(1.0))


class Point:
    x = 1


point = Point()
setattr(point, 'y', 2)
print(getattr(point, 'x'), getattr(point, 'y'), getattr(point, 'z', 'none'), hasattr(point, 'y'), hasattr(point, 'z'))
delattr(point, 'y')
print(hasattr(point, 'y'), id(point) == id(point), point is Point(), issubclass(bool, int))
iterator = iter([1, 2])
print(next(iterator), next(iterator), next(iterator, 'end'))
print(int, str, list, type(None), type(len), Point, print)
print(sum([[1], [2]], []), divmod(9, 4), pow(2, 3), bin(5), list(range(3)))
for bad in (lambda: len(5), lambda: max([]), lambda: iter(5), lambda: next(iter([])), lambda: sum('ab'), lambda: getattr(point, 'q'), lambda: int([])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
