# Types in C whose objects have a __dict__: it is an object of its own in every version.
import gc
from collections import OrderedDict
from functools import lru_cache, partial
from types import SimpleNamespace
gc.collect(); gc.freeze(); gc.disable()


class Named(SimpleNamespace):
    pass


def namespace():
    it = SimpleNamespace(a=1)
    it.me = it


def named():
    it = Named(a=1)
    it.me = it


def ordered():
    it = OrderedDict(a=1)
    it.me = it


def bound():
    it = partial(print)
    it.me = it


def cached():
    @lru_cache(maxsize=None)
    def it(x):
        return [x]
    it(it)


def cached_with_bound():
    @lru_cache(maxsize=2)
    def it(x):
        return [x]
    it(it)
    it(1)


for make in (namespace, named, ordered, bound, cached, cached_with_bound):
    make()
    print(make.__name__, gc.collect())
