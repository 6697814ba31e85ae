from sys import _unsupported, version_info as _version


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    pass


MISSING = _Missing()


class KW_ONLY:
    pass


class InitVar:
    pass


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata, self.kw_only = metadata, kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _define(cls, name, parameters, body, names, decorator=None):
    lines = ''.join(f'  {line}\n' for line in body)
    made = {}
    exec(f'def {name}({parameters}):\n{lines}', names, made)
    function = made[name]
    function.__qualname__ = f'{cls.__qualname__}.{name}'
    setattr(cls, name, decorator(function) if decorator else function)


def _recursive_repr(function):
    running = set()

    def wrapper(self):
        key = id(self)
        if key in running:
            return '...'
        running.add(key)
        try:
            return function(self)
        finally:
            running.discard(key)

    wrapper.__name__, wrapper.__qualname__ = function.__name__, function.__qualname__
    wrapper.__wrapped__ = function
    return wrapper


def _make_init(cls, fields, frozen):
    names = {'MISSING': MISSING, '_setattr': object.__setattr__}
    parameters, body = ['self'], []
    ordered = [f for f in fields if not f.kw_only] + [f for f in fields if f.kw_only]
    star = seen_default = False
    for f in ordered:
        value = f.name
        if f.default_factory is not MISSING:
            names[f'_factory_{f.name}'] = f.default_factory
            if f.init:
                value = f'_factory_{f.name}() if {f.name} is MISSING else {f.name}'
            else:
                value = f'_factory_{f.name}()'
        elif not f.init:
            continue
        if f.init:
            if f.kw_only and not star:
                star = True
                parameters.append('*')
            if f.default is not MISSING:
                names[f'_default_{f.name}'] = f.default
                parameters.append(f'{f.name}=_default_{f.name}')
                seen_default = True
            elif f.default_factory is not MISSING:
                parameters.append(f'{f.name}=MISSING')
                seen_default = True
            else:
                if seen_default and not f.kw_only:
                    raise TypeError(f'non-default argument {f.name!r} follows default argument'
                                    if _version < (3, 14) else
                                    f'non-default argument {f.name!r} follows default argument {previous!r}')
                parameters.append(f.name)
            previous = f.name
        if frozen:
            body.append(f'_setattr(self, {f.name!r}, {value})')
        else:
            body.append(f'self.{f.name} = {value}')
    if hasattr(cls, '__post_init__'):
        body.append('self.__post_init__()')
    _define(cls, '__init__', ', '.join(parameters), body or ['pass'], names)


def _values(fields, of):
    return '(' + ''.join(f'{of}.{f.name}, ' for f in fields) + ')'


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only):
    inherited = {}
    for base in cls.__mro__[-1:0:-1]:
        for f in getattr(base, '__dataclass_fields__', {}).values():
            inherited[f.name] = f
    own = cls.__annotations__ if _version >= (3, 14) else vars(cls).get('__annotations__', {})
    only_keywords = kw_only
    for name, kind in own.items():
        if kind is KW_ONLY:
            only_keywords = True
            continue
        default = vars(cls).get(name, MISSING)
        if isinstance(default, Field):
            f = default
            if f.default is MISSING:
                if name in vars(cls):
                    delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        else:
            if type(default) in (list, dict, set):
                raise ValueError(f'mutable default {type(default)} for field {name} is not allowed: use '
                                 'default_factory')
            f = Field(default, MISSING, True, True, None, True, None, MISSING)
        f.name, f.type = name, kind
        if f.kw_only is MISSING:
            f.kw_only = only_keywords
        inherited[name] = f
    fields = list(inherited.values())
    cls.__dataclass_fields__ = inherited
    if init:
        _make_init(cls, fields, frozen)
    shown = [f for f in fields if f.repr]
    if repr and not _defines(cls, '__repr__'):
        text = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in shown)
        _define(cls, '__repr__', 'self', [f'return f"{{self.__class__.__qualname__}}({text})"'], {}, _recursive_repr)
    compared = [f for f in fields if f.compare]
    if eq and not _defines(cls, '__eq__'):
        if _version >= (3, 13):
            terms = ' and '.join(f'self.{f.name}==other.{f.name}' for f in compared) or 'True'
            body = ['if self is other: return True', f'if other.__class__ is self.__class__: return {terms}']
        else:
            body = [f'if other.__class__ is self.__class__: return '
                    f'{_values(compared, "self")} == {_values(compared, "other")}']
        _define(cls, '__eq__', 'self, other', body + ['return NotImplemented'], {})
        if vars(cls).get('__hash__') is None:
            cls.__hash__ = None
    if order:
        for name, symbol in ('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>='):
            _define(cls, name, 'self, other', [
                f'if other.__class__ is self.__class__: return '
                f'{_values(compared, "self")} {symbol} {_values(compared, "other")}', 'return NotImplemented'], {})
    if unsafe_hash or eq and frozen:
        hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
        _define(cls, '__hash__', 'self', [f'return hash({_values(hashed, "self")})'], {})
    if frozen:
        names = {'cls': cls, 'FrozenInstanceError': FrozenInstanceError, 'names': [f.name for f in fields]}
        _define(cls, '__setattr__', 'self, name, value', [
            'if type(self) is cls or name in names: raise FrozenInstanceError(f"cannot assign to field {name!r}")',
            'super(cls, self).__setattr__(name, value)'], names)
        _define(cls, '__delattr__', 'self, name', [
            'if type(self) is cls or name in names: raise FrozenInstanceError(f"cannot delete field {name!r}")',
            'super(cls, self).__delattr__(name)'], names)
    if match_args:
        cls.__match_args__ = tuple([f.name for f in fields if f.init and not f.kw_only])
    return cls


def _defines(cls, name):
    return name in vars(cls)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(found.values())


def is_dataclass(obj):
    return hasattr(obj, '__dataclass_fields__')


def _plain(obj, make):
    if is_dataclass(obj) and not isinstance(obj, type):
        return make([(f.name, _plain(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_plain(item, make) for item in obj])
    if isinstance(obj, dict):
        return type(obj)([(_plain(key, make), _plain(value, make)) for key, value in obj.items()])
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    return _plain(obj, lambda items: tuple_factory([value for _, value in items]))


def replace(obj, /, **changes):
    for f in fields(obj):
        if f.init and f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
