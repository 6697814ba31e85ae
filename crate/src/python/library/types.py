def _f():
    yield


FunctionType = LambdaType = type(_f)
GeneratorType = type(_f())
CodeType = type(_f.__code__)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(Ellipsis)
del _f


class _C:
    __slots__ = 'slot',

    def method(self):
        pass


MethodType = type(_C().method)
MemberDescriptorType = type(_C.slot)
del _C


def _cell():
    inner = None
    return lambda: inner


CellType = type(_cell().__closure__[0])
del _cell

try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        shown = ', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())
        return f'namespace({shown})'

    def __reduce__(self):
        return type(self), (), self.__dict__

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None
