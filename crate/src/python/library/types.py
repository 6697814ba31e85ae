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
