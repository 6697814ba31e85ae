_abs = abs


class itemgetter:
    __slots__ = '_items', '_only'

    def __init__(self, item, /, *items):
        self._items = (item, *items) if items else item
        self._only = not items

    def __call__(self, obj, /):
        if self._only:
            return obj[self._items]
        return tuple([obj[item] for item in self._items])


class attrgetter:
    __slots__ = '_names', '_only'

    def __init__(self, attr, /, *attrs):
        self._names = [name.split('.') for name in (attr, *attrs)]
        self._only = not attrs

    def __call__(self, obj, /):
        found = []
        for path in self._names:
            value = obj
            for name in path:
                value = getattr(value, name)
            found.append(value)
        return found[0] if self._only else tuple(found)


class methodcaller:
    __slots__ = '_name', '_args', '_kwargs'

    def __init__(self, name, /, *args, **kwargs):
        self._name, self._args, self._kwargs = name, args, kwargs

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._kwargs)


for _names, _expression in (
        ('add concat', 'a + b'), ('sub', 'a - b'), ('mul', 'a * b'), ('truediv', 'a / b'), ('floordiv', 'a // b'),
        ('mod', 'a % b'), ('pow', 'a ** b'), ('matmul', 'a @ b'), ('lshift', 'a << b'), ('rshift', 'a >> b'),
        ('and_', 'a & b'), ('or_', 'a | b'), ('xor', 'a ^ b'), ('eq', 'a == b'), ('ne', 'a != b'), ('lt', 'a < b'),
        ('le', 'a <= b'), ('gt', 'a > b'), ('ge', 'a >= b'), ('is_', 'a is b'), ('is_not', 'a is not b'),
        ('contains', 'b in a'), ('getitem', 'a[b]')):
    for _name in _names.split():
        exec(f'def {_name}(a, b, /): return {_expression}', globals())
for _name, _expression in (
        ('neg', '-a'), ('pos', '+a'), ('abs', '_abs(a)'), ('invert', '~a'), ('inv', '~a'), ('not_', 'not a'),
        ('truth', 'True if a else False'), ('index', 'a.__index__()')):
    exec(f'def {_name}(a, /): return {_expression}', globals())
for _name, _symbol in ('iadd', '+'), ('isub', '-'), ('imul', '*'):
    exec(f'def {_name}(a, b, /):\n    a {_symbol}= b\n    return a', globals())


def setitem(a, b, c, /):
    a[b] = c


def delitem(a, b, /):
    del a[b]


def countOf(a, b, /):
    return sum(1 for item in a if item is b or item == b)


def indexOf(a, b, /):
    for index, item in enumerate(a):
        if item is b or item == b:
            return index
    raise ValueError('sequence.index(x): x not in sequence')


def length_hint(obj, default=0, /):
    return len(obj) if hasattr(obj, '__len__') else default
