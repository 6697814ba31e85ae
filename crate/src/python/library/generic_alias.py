import sys


def _shown(argument):
    if argument is ...:
        return '...'
    if isinstance(argument, type):
        name = argument.__qualname__
        return name if argument.__module__ == 'builtins' else f'{argument.__module__}.{name}'
    return repr(argument)


class GenericAlias:
    __slots__ = '__origin__', '__args__', '__weakref__'

    def __new__(cls, origin, args, /):
        self = object.__new__(cls)
        self.__origin__ = origin
        self.__args__ = args if type(args) is tuple else (args,)
        return self

    def __call__(self, /, *args, **keywords):
        return self.__origin__(*args, **keywords)

    def __getattr__(self, name):
        return getattr(self.__origin__, name)

    def __getitem__(self, parameters):
        raise TypeError(f'{self!r} is not a generic class')

    def __or__(self, other):
        return UnionType(self, other)

    def __ror__(self, other):
        return UnionType(other, self)

    def __eq__(self, other):
        if type(other) is not GenericAlias:
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash(self.__origin__) ^ hash(self.__args__)

    def __repr__(self):
        return f'{_shown(self.__origin__)}[{", ".join(map(_shown, self.__args__)) or "()"}]'


class UnionType:
    # CPython 3.14 keeps what can be hashed beside the arguments.
    __slots__ = ('__args__', '__weakref__') if sys.version_info < (3, 14) else ('__args__', '_hashable', '__weakref__')

    def __new__(cls, left, right, /):
        for side in left, right:
            if not (side is None or isinstance(side, (type, GenericAlias, UnionType)) or type(side).__module__ == 'typing'):
                return NotImplemented
        self = object.__new__(cls)
        left = left.__args__ if type(left) is UnionType else (type(None) if left is None else left,)
        right = right.__args__ if type(right) is UnionType else (type(None) if right is None else right,)
        for argument in right:
            if argument not in left:
                left += argument,
        self.__args__ = left
        if sys.version_info >= (3, 14):
            self._hashable = frozenset(left)
        return self

    def __or__(self, other):
        return UnionType(self, other)

    def __ror__(self, other):
        return UnionType(other, self)

    def __eq__(self, other):
        return set(self.__args__) == set(other.__args__) if type(other) is UnionType else NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return ' | '.join('None' if one is type(None) else _shown(one) for one in self.__args__)


if sys.version_info < (3, 10):
    del UnionType, GenericAlias.__or__, GenericAlias.__ror__
elif sys.version_info >= (3, 14):
    UnionType.__name__ = UnionType.__qualname__ = 'Union'
    UnionType.__module__ = 'typing'
