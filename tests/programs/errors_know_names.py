# From 3.10 on an AttributeError knows its object, and keeps it alive; a NameError knows the name.
import gc, sys

class A:
    def __del__(self): print('del A')
    def __repr__(self): return 'A()'

a = A()
try: a.missing
except AttributeError as e: print(sys.getrefcount(a), getattr(e, 'name', None), getattr(e, 'obj', None))
try: undefined
except NameError as e: print(getattr(e, 'name', None))
def f():
    try: undefined_here
    except NameError as e: return getattr(e, 'name', None)
print(f())
for error in (AttributeError('x'), NameError("y")): print(getattr(error, 'name', '-'), getattr(error, 'obj', '-'))

kept = []
def use():
    b = A()
    try: b.nothing
    except AttributeError as e: kept.append(e.with_traceback(None))
    print('leave')
use()
print('left'); kept.clear(); print('cleared')

gc.collect(); gc.freeze()
class B: pass
def cycle():
    b = B()
    try: b.nothing
    except AttributeError as e: b.error = e.with_traceback(None)
cycle()
print(gc.collect())
del a
