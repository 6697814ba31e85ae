# Tuples: packing, unpacking, methods and comparison.

point = 3, 4
x, y = point
print(x, y, point, (), (1,), len(point), point + (5,), point * 2)
first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)
*start, end = 'ab'
print(start, end)
(a, b), [c, d] = (1, 2), (3, 4)
print(a, b, c, d)
a, b = b, a
print(a, b)
print(point.index(4), point.count(3), 3 in point, point == (3, 4), point < (3, 5), (1, 'a') == (1, 'b'))
print(tuple('abc'), tuple([1, 2]), tuple(range(3)))
for i, (p, q) in enumerate([(1, 2), (3, 4)]):
    print(i, p, q)


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


def few():
    a, b, c = 1, 2


def many():
    a, b = 1, 2, 3


def none():
    a, b = 5


def star():
    a, *b, c = [1]


def change():
    point[0] = 1


for action in few, many, none, star, change:
    attempt(action)
