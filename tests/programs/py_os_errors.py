# OSError and its kin: which class a number makes, and what they know
import sys

if sys.version_info[:3] == (3, 14, 2):
    sys.exit()  # its numbers are those of wasm
for args in ((2, 'no file'), (2, 'no', 'name'), (13, 'x'), (17, 'e', 'f'), (5,), ('just text',), (110, 'slow'), (9999, 'odd'), ('a', 'b'), ()):
    e = OSError(*args)
    print(type(e).__name__, e.args, str(e), repr(e), e.errno, e.strerror, e.filename, e.filename2)
for c in FileNotFoundError, ConnectionError, TimeoutError, PermissionError:
    e = c('msg'); print(type(e).__name__, e, e.errno, isinstance(e, OSError))
    e = c(2, 'msg'); print(type(e).__name__, e, e.errno)
try: raise ConnectionResetError(104, 'reset')
except ConnectionError as e: print(repr(e))
class MyErr(OSError): pass
print(repr(MyErr(2, 'x')), str(MyErr(2, 'x')))
class Retry(Exception):
    def __init__(self, n, *a): super().__init__(*a); self.n = n
def retry(times, *errors):
    def deco(f):
        def w(*a):
            for i in range(times):
                try: return f(i, *a)
                except errors as e: print('attempt', i, type(e).__name__, e)
            raise Retry(times, 'gave up')
        return w
    return deco
@retry(3, ConnectionError, TimeoutError)
def fetch(i, url):
    if i == 0: raise ConnectionRefusedError('refused')
    if i == 1: raise TimeoutError
    return url.upper()
print(fetch('abc'))
@retry(2, TimeoutError)
def never(i): raise TimeoutError(i)
try: never()
except Retry as e: print(e, e.n, e.args, type(e.__context__).__name__ if e.__context__ else None)
try: raise StopAsyncIteration(1)
except Exception as e: print(repr(e), e.value if hasattr(e, 'value') else '')
print(issubclass(FutureWarning, Warning), issubclass(TabError, SyntaxError), [c.__name__ for c in BrokenPipeError.__mro__])
print(IOError is OSError, EnvironmentError is OSError)
