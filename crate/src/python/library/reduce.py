from collections import deque
from copyreg import __newobj__, __newobj_ex__


def _state(x, cls):
    getstate = getattr(cls, '__getstate__', None)
    if getstate is not None:
        return getstate(x)
    state = getattr(x, '__dict__', None) or None
    slots = {}
    for base in cls.__mro__:
        names = getattr(base, '__dict__', {}).get('__slots__', ()) if base.__module__ != 'builtins' else ()
        for name in (names,) if isinstance(names, str) else names:
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                slots[name] = getattr(x, name)
    return (state, slots) if slots else state


def _reduce_ex(x):
    cls = type(x)
    reduce = getattr(cls, '__reduce__', None)
    if reduce is not None:
        return reduce(x)
    if issubclass(cls, BaseException):
        return (cls, x.args, x.__dict__) if x.__dict__ else (cls, x.args)
    if issubclass(cls, (set, frozenset)):
        return cls, (list(x),), _state(x, cls)
    if issubclass(cls, deque):
        return cls, () if x.maxlen is None else ((), x.maxlen), _state(x, cls), iter(x)
    if issubclass(cls, slice):
        return cls, (x.start, x.stop, x.step)
    if issubclass(cls, bytearray):
        return cls, (bytes(x),), _state(x, cls)
    if cls.__module__ == 'builtins' and cls is not object:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    if hasattr(cls, '__getnewargs_ex__'):
        args, kwargs = x.__getnewargs_ex__()
        if kwargs:
            return __newobj_ex__, (cls, args, kwargs), _state(x, cls), None, None
    elif hasattr(cls, '__getnewargs__'):
        args = x.__getnewargs__()
    elif issubclass(cls, (int, float, str, bytes, tuple)):
        base = [base for base in cls.__mro__ if base.__module__ == 'builtins'][0]
        args = base(x),
    else:
        args = ()
    return (__newobj__, (cls, *args), _state(x, cls), iter(x) if issubclass(cls, list) else None,
            iter(x.items()) if issubclass(cls, dict) else None)
