# Where 3.14 looks for loads that need no reference: not behind a bare except, nor behind a return in a try.
from sys import getrefcount


def behind_bare(p):
    try:
        pass
    except:
        p = None
    return getrefcount(p), [getrefcount(q) for q in [p]]


def behind_named(p):
    try:
        pass
    except ValueError:
        p = None
    return getrefcount(p), [getrefcount(q) for q in [p]]


def behind_finally(p):
    try:
        try:
            pass
        except:
            pass
    finally:
        print(getrefcount(p))
    return getrefcount(p)


def in_generator(p):
    try:
        print(getrefcount(p))
    except:
        yield
    print(getrefcount(p))
    yield getrefcount(p)


def behind_raise(p):
    for turn in range(2):
        try:
            if turn:
                break
        except:
            raise
        print(getrefcount(p))
    return getrefcount(p)


def chosen(p, q, flag):
    p = p if flag else q
    pass
    return getrefcount(p)


def added(p, q, flag):
    p += q if flag else []
    pass


print(behind_bare([1]), behind_named([1]), behind_finally([1]), list(in_generator([1])))
print(behind_raise([1]), chosen([1], [2], True), chosen([1], [2], False), added([1], [2], True))
