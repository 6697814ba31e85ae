# a StopIteration that leaves a generator becomes a RuntimeError, which keeps it as its cause
import gc
import sys

gc.disable(); gc.collect(); gc.freeze()


def stopping():
    yield 1
    raise StopIteration('early')


generator = stopping()
next(generator)
try:
    next(generator)
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__context__ is error.__cause__, sys.getrefcount(error.__cause__))
generator = None
print(gc.collect())


class Called:
    def __call__(self, instance, value):
        return (sys.getrefcount(value), value)


class Odd:
    __init__ = Called()


class Static:
    @staticmethod
    def __init__(value):
        print('static', sys.getrefcount(value))


Static([])
try:
    Odd([], [1])
except TypeError as error:
    print(error)


class Caller:
    def __call__(self, value, other=None):
        return sys.getrefcount(value), other and sys.getrefcount(other)


caller = Caller()
print(caller([]), caller([], {1: 2}), caller([], other={1: 2}))
