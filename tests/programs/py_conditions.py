# if, elif, else, the conditional expression, truth values, is and in.


def size(n):
    if n < 0:
        return 'negative'
    elif n == 0:
        return 'zero'
    elif n < 10:
        return 'small'
    else:
        return 'large'


print([size(n) for n in (-1, 0, 5, 50)])
for value in (0, 1, '', 'a', [], [0], {}, {1: 1}, (), (0,), None, 0.0, set()):
    print('T' if value else 'F', end='')
print()
x = None
print(x is None, x is not None, not x, x == None)
a = [1]
b = a
print(a is b, a is [1], a == [1], a is not b)
print(1 if x else 2, 'yes' if a else 'no', (x or 'default'), (a and 'both'), [] or {} or 'last')
print(3 not in [1, 2], 'b' in 'abc', 2 in {2: 0}, not 1 == 2)


def loud(value):
    print('eval', value, end='; ')
    return value


print(loud(0) and loud(1), loud(1) or loud(2), loud(1) < loud(3) < loud(2))
