# sys.getrefcount inside loops, comprehensions and handlers.
import sys


class Thing:
    pass


things = [Thing(), Thing()]
for thing in things:
    print('in a loop', sys.getrefcount(thing))
print('after it', sys.getrefcount(thing), sys.getrefcount(things[0]))
print('comprehension', [sys.getrefcount(t) for t in things])
for index, thing in enumerate(things):
    print('enumerate', index, sys.getrefcount(thing))
for a, b in zip(things, things):
    print('zip', sys.getrefcount(a), a is b)
for thing in [Thing()]:
    print('temporary list', sys.getrefcount(thing))
for key, value in {'k': thing}.items():
    print('items', sys.getrefcount(value))


def inside():
    for thing in things:
        print('in a function', sys.getrefcount(thing))
    value = Thing()
    try:
        raise ValueError(value)
    except ValueError as error:
        print('argument', sys.getrefcount(value), 'exception', sys.getrefcount(error))
    print('after the handler', sys.getrefcount(value))


inside()
