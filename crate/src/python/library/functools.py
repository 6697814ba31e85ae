from functools import partial
from sys import version_info as _version

WRAPPER_ASSIGNMENTS = '__module__', '__name__', '__qualname__', '__doc__', '__annotations__'
if _version >= (3, 12):
    WRAPPER_ASSIGNMENTS += '__type_params__',
if _version >= (3, 14):
    WRAPPER_ASSIGNMENTS = '__module__', '__name__', '__qualname__', '__doc__', '__annotate__', '__type_params__'
WRAPPER_UPDATES = '__dict__',


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            pass
        else:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


_NOT_FOUND = object()


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                            f'{self.attrname!r} property.') from None
        value = cache.get(self.attrname, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = self.func(instance)
            cache[self.attrname] = value
        return value


_orders = {
    'lt': {'gt': 'not answer and self != other', 'le': 'answer or self == other', 'ge': 'not answer'},
    'le': {'ge': 'not answer or self == other', 'lt': 'answer and self != other', 'gt': 'not answer'},
    'gt': {'lt': 'not (answer or self == other)', 'ge': 'answer or self == other', 'le': 'not answer'},
    'ge': {'le': 'not answer or self == other', 'gt': 'answer and self != other', 'lt': 'not answer'},
}
for _root, _rules in _orders.items():
    for _name in _rules:
        exec(f'''
def _{_name}_from_{_root}(self, other):
    answer = type(self).__{_root}__(self, other)
    return answer if answer is NotImplemented else {_rules[_name]}
''', globals())
        _rules[_name] = globals()[f'_{_name}_from_{_root}']
        _rules[_name].__name__ = f'__{_name}__'


def total_ordering(cls):
    defined = [name for name in _orders if getattr(cls, f'__{name}__') is not getattr(object, f'__{name}__')]
    if not defined:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for name, method in _orders[defined[0]].items():
        if name not in defined:
            setattr(cls, f'__{name}__', method)
    return cls


def cmp_to_key(mycmp):
    class K:
        __slots__ = 'obj',
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

    return K
