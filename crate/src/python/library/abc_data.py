import sys


class _abc_data:
    __slots__ = ()


def _is_abstract(value):
    if isinstance(value, property):
        return any(map(_is_abstract, (value.fget, value.fset, value.fdel)))
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    return getattr(value, '__isabstractmethod__', False)


def _abc_init(cls, /):
    abstracts = set()
    for name, value in list(cls.__dict__.items()):
        if _is_abstract(value):
            abstracts.add(name)
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if _is_abstract(getattr(cls, name, None)):
                abstracts.add(name)
    cls.__abstractmethods__ = frozenset(abstracts)
    cls._abc_impl = _abc_data()


def _abc_register(cls, subclass, /):
    sys._unsupported('virtual subclasses (ABCMeta.register)')
