# contextlib.
import contextlib
import gc


@contextlib.contextmanager
def managed(name):
    print('enter', name)
    try:
        yield name
    except ValueError as error:
        print('caught', error)
    finally:
        print('leave', name)


with managed('a') as a, managed('b') as b:
    print(a, b)
with managed('c'):
    raise ValueError('inside')
with contextlib.suppress(KeyError, IndexError):
    {}['missing']
with contextlib.ExitStack() as stack:
    stack.enter_context(managed('d'))
    stack.callback(print, 'callback', end='.\n')


class Thing:
    def close(self):
        print('closed')


with contextlib.closing(Thing()) as thing, contextlib.nullcontext(5) as five:
    print(type(thing).__name__, five)
try:
    with contextlib.ExitStack() as stack:
        stack.push(lambda *details: print(details[0].__name__))
        raise RuntimeError('out')
except RuntimeError as error:
    print(error)


@managed('decorator')
def f():
    print('f')


f()
gc.collect()
