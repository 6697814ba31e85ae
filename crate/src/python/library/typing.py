import sys

if sys.version_info >= (3, 10):
    from types import UnionType
else:
    UnionType = None

TYPE_CHECKING = False
Text = str


def _shown(argument):
    if argument is ...:
        return '...'
    if isinstance(argument, list):
        return f'[{", ".join(map(_shown, argument))}]'
    if isinstance(argument, str):
        return f'ForwardRef({argument!r})'
    if isinstance(argument, type):
        if argument.__module__ == 'builtins':
            return argument.__qualname__
        return f'{argument.__module__}.{argument.__qualname__}'
    return repr(argument)


def _is_union(argument):
    return type(argument) is UnionType or type(argument) is _GenericAlias and argument.__origin__ is Union


class _Operand:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


if sys.version_info < (3, 10):
    del _Operand.__or__, _Operand.__ror__


class _Form(_Operand):
    def __init__(self, name):
        self._name = name
        self._known = {}

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = parameters,
        # The real ones remember what they made, too, but for lists, which have no hash.
        try:
            known = self._known.get(parameters)
        except TypeError:
            return _GenericAlias(self, parameters)
        if known is None:
            known = self._known[parameters] = self._make(parameters)
        return known

    def _make(self, parameters):
        if self._name == 'Optional':
            parameters += None,
        elif self._name != 'Union':
            return _GenericAlias(self, parameters)
        members = ()
        for one in parameters:
            for member in one.__args__ if _is_union(one) else (type(None) if one is None else one,):
                if member not in members:
                    members += member,
        if len(members) == 1:
            return members[0]
        if sys.version_info < (3, 14) or any(isinstance(one, str) for one in members):
            return _GenericAlias(Union, members)
        union, *others = members
        for one in others:
            union = UnionType(union, one)
        return union

    def __call__(self, *args, **keywords):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __repr__(self):
        return f'typing.{self._name}'


class _GenericAlias(_Operand):
    def __init__(self, origin, parameters):
        self.__origin__ = origin
        self.__args__ = parameters

    def __eq__(self, other):
        if type(other) is not _GenericAlias:
            return NotImplemented
        return self.__origin__ is other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        name, shown = self.__origin__._name, self.__args__
        if _is_union(self) and len(shown) == 2 and type(None) in shown:
            name, shown = 'Optional', [one for one in shown if one is not type(None)]
        return f'typing.{name}[{", ".join(map(_shown, shown))}]'


(
    Optional, Union, List, Dict, Set, FrozenSet, Tuple, Type, Callable, Iterable, Iterator, Generator, Sequence,
    MutableSequence, Mapping, MutableMapping, Collection, Container, Hashable, Sized, Literal, ClassVar, Final, Deque,
    DefaultDict, OrderedDict, Counter, NoReturn, AnyStr, Self,
) = map(_Form, (
    'Optional', 'Union', 'List', 'Dict', 'Set', 'FrozenSet', 'Tuple', 'Type', 'Callable', 'Iterable', 'Iterator',
    'Generator', 'Sequence', 'MutableSequence', 'Mapping', 'MutableMapping', 'Collection', 'Container', 'Hashable',
    'Sized', 'Literal', 'ClassVar', 'Final', 'Deque', 'DefaultDict', 'OrderedDict', 'Counter', 'NoReturn', 'AnyStr',
    'Self',
))

if sys.version_info < (3, 11):
    del Self
    Any = _Form('Any')
else:
    class Any:
        def __new__(cls, *args, **keywords):
            if cls is Any:
                raise TypeError('Any cannot be instantiated')
            return object.__new__(cls)


class TypeVar(_Operand):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self._sign = '+' if covariant else '-' if contravariant else '~'

    def __repr__(self):
        return self._sign + self.__name__


class NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, x):
        return x


def cast(typ, val):
    return val


def final(f):
    return f


def overload(func):
    def _overload_dummy(*args, **kwds):
        raise NotImplementedError('You should not call an overloaded function.')
    return _overload_dummy
