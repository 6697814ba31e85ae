# __del__ may be a static method, a class method, or no function; what finalizers, generators and callbacks raise
import gc
import weakref

gc.disable()


class Static:
    @staticmethod
    def __del__():
        print('static')


class OfClass:
    @classmethod
    def __del__(cls):
        print('class', cls.__name__)


class Number:
    __del__ = 5


class Nothing:
    __del__ = None


class Missing:
    def __del__(self):
        try:
            {}['key']
        except KeyError:
            raise ValueError('after a key')


for kind in Static, OfClass, Number, Nothing, Missing:
    kind()


class Ring:
    def __init__(self):
        self.me = self


def broken(reference):
    raise TypeError('callback')


watched = Ring()
watcher = weakref.ref(watched, broken)
del watched
gc.collect()
watched = Static()
watcher = weakref.ref(watched, broken)
del watched


def closing():
    try:
        yield
    finally:
        raise RuntimeError('cleaning up')


generator = closing()
next(generator)
del generator
print('end')
