class Error(Exception):
    pass


error = Error

_atoms = (type(None), int, float, bool, str, bytes, type, range, type(Ellipsis), type(NotImplemented), type(len),
          type(lambda: None), property)


def _is_atom(cls):
    return cls in _atoms or issubclass(cls, type) or cls.__name__ == 'ReferenceType'


def copy(x):
    cls = type(x)
    if _is_atom(cls) or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set):
        return cls.copy(x)
    method = getattr(cls, '__copy__', None)
    if method is not None:
        return method(x)
    return _rebuild(x, cls, lambda value: value)


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if _is_atom(cls):
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
    if cls is list:
        y = []
        memo[key] = y
        append = y.append
        for item in x:
            append(deepcopy(item, memo))
    elif cls is tuple:
        y = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key]
        for old, new in zip(x, y):
            if old is not new:
                y = tuple(y)
                break
        else:
            y = x
    elif cls is dict:
        y = {}
        memo[key] = y
        for name, value in x.items():
            y[deepcopy(name, memo)] = deepcopy(value, memo)
    elif cls.__name__ == 'method':
        y = cls(x.__func__, deepcopy(x.__self__, memo))
    else:
        method = getattr(x, '__deepcopy__', None)
        if method is not None:
            y = method(memo)
        else:
            y = _rebuild(x, cls, lambda value: deepcopy(value, memo), memo)
    if y is not x:
        memo[key] = y
        _keep_alive(x, memo)
    return y


def _keep_alive(x, memo):
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _rebuild(x, cls, convert, memo=None):
    if issubclass(cls, set) or cls is frozenset:
        y = cls(convert(list(x)))
        if memo is not None:
            memo[id(x)] = y
    elif issubclass(cls, BaseException):
        y = cls(*convert(x.args))
        if memo is not None:
            memo[id(x)] = y
    elif issubclass(cls, tuple):
        y = cls.__new__(cls, *convert(x.__getnewargs__() if hasattr(x, '__getnewargs__') else (tuple(x),)))
        if memo is not None:
            memo[id(x)] = y
    else:
        y = cls.__new__(cls)
        if memo is not None:
            memo[id(x)] = y
    if hasattr(x, '__dict__') and x.__dict__:
        y.__dict__.update(convert(x.__dict__))
    for base in cls.__mro__:
        slots = getattr(base, '__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                setattr(y, name, convert(getattr(x, name)))
    if issubclass(cls, list):
        y.extend(convert(item) for item in x)
    elif issubclass(cls, dict):
        for key, value in x.items():
            y[convert(key)] = convert(value)
    return y
