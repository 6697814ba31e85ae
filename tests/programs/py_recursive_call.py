# Calls and comparisons that come back to themselves.
import sys


class Called:
    pass


Called.__call__ = Called()
try:
    if sys.version_info[:3] == (3, 14, 2):
        raise RecursionError  # a stack of wasm ends otherwise
    Called()()
except RecursionError as error:
    print(type(error).__name__)


class Clears:
    def __hash__(self):
        return hash(0)

    def __eq__(self, other):
        others.clear()
        return False


others = {Clears()}
others |= {Clears() for i in range(10)}
mine = {0}
mine.update(others)
print(len(mine) < 12)


class Strange(Exception):
    def __new__(cls):
        return object()


try:
    raise Strange
except TypeError as error:
    print(error)
try:
    (x for x in [1]).throw(Strange)
except TypeError as error:
    print(error)


def returns():
    return (yield 1)


generator = returns()
next(generator)
try:
    generator.send(StopIteration(2))
except StopIteration as error:
    print(repr(error.value), error.value.value)
