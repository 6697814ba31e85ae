from sys import version_info as _version


def _find(a, x, lo, hi, key, right):
    if lo < 0:
        raise ValueError('lo cannot be negative' if _version >= (3, 15) else 'lo must be non-negative')
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if (not x < item) if right else item < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


if _version >= (3, 10):
    def bisect_right(a, x, lo=0, hi=None, *, key=None):
        return _find(a, x, lo, hi, key, True)

    def bisect_left(a, x, lo=0, hi=None, *, key=None):
        return _find(a, x, lo, hi, key, False)

    def insort_right(a, x, lo=0, hi=None, *, key=None):
        a.insert(_find(a, x if key is None else key(x), lo, hi, key, True), x)

    def insort_left(a, x, lo=0, hi=None, *, key=None):
        a.insert(_find(a, x if key is None else key(x), lo, hi, key, False), x)
else:
    def bisect_right(a, x, lo=0, hi=None):
        return _find(a, x, lo, hi, None, True)

    def bisect_left(a, x, lo=0, hi=None):
        return _find(a, x, lo, hi, None, False)

    def insort_right(a, x, lo=0, hi=None):
        a.insert(_find(a, x, lo, hi, None, True), x)

    def insort_left(a, x, lo=0, hi=None):
        a.insert(_find(a, x, lo, hi, None, False), x)

bisect, insort = bisect_right, insort_right
