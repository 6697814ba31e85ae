# What frames, tracebacks and code objects tell: lines, names, callers.
import gc
import sys

gc.collect(); gc.freeze()


def inner(n):
    frame = sys._getframe()
    print(frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name, frame.f_back.f_lineno)
    if n == 0:
        raise ValueError('deep')
    inner(
        n - 1
    )


def outer():
    inner(1)


try:
    outer()
except ValueError as error:
    entry = error.__traceback__
    while entry:
        print(entry.tb_lineno, entry.tb_frame.f_code.co_name, entry.tb_frame.f_code.co_filename.endswith('.py'))
        entry = entry.tb_next
print(gc.collect())


def parameters(a, b, /, c=1, *rest, d, e=2, **more):
    """Names."""


code = parameters.__code__
print(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_firstlineno)
print(sys._getframe().f_code.co_name, sys._getframe(0).f_lineno)


class Outer:
    def method(self):
        return sys._getframe().f_code


if sys.version_info >= (3, 11):
    print(Outer().method().co_qualname)


def keep():
    frame = sys._getframe()
    return None


keep()
print(gc.collect())


def callers():
    return [name_of(sys._getframe(depth)) for depth in (0, 1)] if sys.version_info >= (3, 12) else 'comprehensions differ'


def name_of(frame):
    return frame.f_code.co_name


print(callers())


def own_code():
    return sys._getframe().f_code


print(own_code() is own_code.__code__, own_code() is own_code(), sys._getframe().f_code is sys._getframe().f_code)
