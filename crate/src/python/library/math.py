import sys

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float('inf')
nan = float('nan')


def floor(x, /):
    whole = int(x)
    return whole - (whole > x)


def ceil(x, /):
    whole = int(x)
    return whole + (whole < x)


def trunc(x, /):
    return int(x)


def fabs(x, /):
    return abs(float(x))


def isnan(x, /):
    return x != x


def isinf(x, /):
    return x in (inf, -inf)


def isfinite(x, /):
    return x == x and x not in (inf, -inf)


def gcd(*integers):
    result = 0
    for integer in integers:
        while integer:
            result, integer = integer, result % integer
    return abs(result)


def lcm(*integers):
    result = 1
    for integer in integers:
        if not integer:
            return 0
        result = abs(result // gcd(result, integer) * integer)
    return result


def factorial(n, /):
    if n < 0:
        raise ValueError('factorial() not defined for negative values')
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def perm(n, k=None, /):
    result = 1
    for factor in range(n - (n if k is None else k) + 1, n + 1):
        result *= factor
    return result


def comb(n, k, /):
    return perm(n, k) // factorial(k) if k <= n else 0


def prod(iterable, /, *, start=1):
    for factor in iterable:
        start *= factor
    return start


def isqrt(n, /):
    if n < 0:
        raise ValueError('isqrt() argument must be nonnegative')
    root = int(n ** 0.5) + 1
    while root * root > n:
        root = (root + n // root) // 2
    return root
