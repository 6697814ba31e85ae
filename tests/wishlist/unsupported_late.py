# Something unsupported inside a function that is called late: what ran before stays.


def late(n):
    if n == 0:
        return compile('1', 'x', 'eval')
    return late(n - 1)


print('before')
late(3)
