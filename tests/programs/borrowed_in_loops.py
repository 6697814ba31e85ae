# What a loop over a local holds: an iterator, or from 3.15 on the list or tuple itself.
from sys import getrefcount as rc


def loops():
    p = [1, 2]
    for x in p:
        print(rc(p), end=' ')
    print([rc(p) for x in p], {x: rc(p) for x in p})
    t = tuple([p])
    for x in t:
        print(rc(t), end=' ')
    s = {1, 2}
    for x in s:
        print(rc(s), end=' ')
    print([rc(s) for x in s], [rc(p) for x in p if x for y in p])
    for x, y in zip(p, t):
        print(rc(p), rc(t), end=' ')
    for x in reversed(p):
        print(rc(p), end=' ')
    for x in p[:]:
        print(rc(p))


loops()
