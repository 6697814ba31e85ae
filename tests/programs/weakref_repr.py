# What weak references and proxies say of themselves and of their referents.
import collections
import gc
import weakref


class Plain:
    pass


class Named:
    __name__ = 'from the class'


class Property:
    @property
    def __name__(self):
        return 'from the property'


class Number:
    __name__ = 5


class Asked:
    def __getattr__(self, name):
        print('asked for', name)
        raise KeyError(name)


class AskedForNothing:
    def __getattr__(self, name):
        print('asked for', name)
        raise AttributeError(name)


def local():
    class Local:
        pass
    return Local


def without_addresses(text):
    return ' '.join('0x' + ';' * word.endswith(';') if word.startswith('0x') else word for word in text.split(' '))


def show(referent):
    try:
        print(without_addresses(repr(weakref.ref(referent))))
        print(without_addresses(repr(weakref.proxy(referent))))
    except Exception as error:
        print(type(error).__name__, error)


own = Plain()
own.__name__ = 'its own'
for referent in (Plain(), own, Named(), Property(), Number(), Asked(), AskedForNothing(), local()(), set(), frozenset(),
                 collections.deque(), collections.OrderedDict(), collections.Counter(), collections.UserList(),
                 Plain, local, len, gc, (x for x in ()), show.__code__):
    show(referent)

reference = weakref.ref(own)
for attribute in '__callback__', 'other', '__class__':
    try:
        setattr(reference, attribute, 1)
    except Exception as error:
        print(type(error).__name__, error)
try:
    del reference.__callback__
except AttributeError as error:
    print(error)
for cls in weakref.ref, weakref.ProxyType, weakref.CallableProxyType, weakref.WeakSet, weakref.WeakValueDictionary:
    print(cls, cls.__name__, cls.__qualname__, cls.__module__)


class NoIterator:
    def __iter__(self):
        return NotImplemented


def attempt(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


wrong = NoIterator()
attempt(lambda: 1 in wrong, lambda: 1 in weakref.proxy(wrong), lambda: iter(wrong), lambda: 1 in own, lambda: 1 in 5)
proxy = weakref.proxy(own)
attempt(lambda: next(proxy), lambda: len(proxy), lambda: proxy[0], lambda: proxy(), lambda: proxy + 1, lambda: 1 + proxy,
        lambda: hash(proxy), lambda: reversed(proxy), lambda: divmod(proxy, 1), lambda: round(proxy), lambda: abs(proxy),
        lambda: proxy.missing, lambda: proxy < 1)
del own
attempt(lambda: next(proxy), lambda: len(proxy), lambda: proxy(), lambda: proxy + 1, lambda: divmod(1, proxy),
        lambda: bool(proxy), lambda: str(proxy), lambda: 1 in proxy, lambda: proxy == 1, lambda: setattr(proxy, 'x', 1))
