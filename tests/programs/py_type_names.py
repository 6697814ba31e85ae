# How messages name the types that CPython has in C: with their modules.
import collections
import functools
import itertools
import operator
import types
import weakref


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Queue(collections.deque):
    pass


for thing in (collections.deque(), Queue(), collections.OrderedDict(), collections.defaultdict(), collections.Counter(),
              functools.partial(len), functools.lru_cache(len), itertools.count(), itertools.chain(),
              itertools.islice([], 0), operator.itemgetter(0), types.SimpleNamespace(), types.MappingProxyType({}),
              weakref.WeakSet(), collections.UserList(), functools.cached_property(len), iter([]), {}.keys(),
              collections.namedtuple('P', 'x')(1)):
    print(type(thing).__name__, type(thing).__module__)
    attempt(lambda: thing.nothing)
    attempt(lambda: thing + 1)
    attempt(lambda: thing['x'] if not hasattr(thing, 'popitem') else thing @ 1)
    attempt(lambda: setattr(thing, '__class__x', 1))
    if not isinstance(thing, (itertools.count, functools.partial, operator.itemgetter, types.MappingProxyType)):
        attempt(lambda: thing())
    attempt(lambda: 5 in thing if isinstance(thing, (functools.partial, types.SimpleNamespace)) else -thing)
class Renamed:
    pass


Renamed.__module__ = 'elsewhere'
print(Renamed, type(Renamed()))
