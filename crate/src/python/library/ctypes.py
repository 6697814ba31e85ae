import sys


class _Memory:
    __slots__ = '_address', '_value'

    def __init__(self, value=0):
        self._address = None
        self._value = value

    @classmethod
    def from_address(cls, address, /):
        self = cls()
        self._address = address
        return self

    def __repr__(self):
        return f'{type(self).__name__}({self.value!r})'


class _Number(_Memory):
    __slots__ = ()

    @property
    def value(self):
        return self._value if self._address is None else sys._refcount_at(self._address)


class c_int(_Number):
    __slots__ = ()


class c_uint(_Number):
    __slots__ = ()


class c_long(_Number):
    __slots__ = ()


class c_ulong(_Number):
    __slots__ = ()


class py_object(_Memory):
    __slots__ = ()

    @property
    def value(self):
        return self._value if self._address is None else sys._object_at(self._address)


c_int32 = c_int
c_uint32 = c_uint
c_int64 = c_longlong = c_ssize_t = c_long
c_uint64 = c_ulonglong = c_size_t = c_ulong


def cast(obj, typ):
    if typ is not py_object:
        sys._unsupported('ctypes.cast to anything but py_object')
    return py_object.from_address(obj)
