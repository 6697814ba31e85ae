# weakref.finalize, also at exit.
import weakref
class A: pass
def add(x, y, z): res.append(x + y + z); return x + y + z
a = A(); res = []; f = weakref.finalize(a, add, 67, 43, z=89); print(f.alive, f.peek() == (a, add, (67, 43), {'z': 89}), f(), f.alive, f(), f.peek(), f.detach(), res)
f = weakref.finalize(a, add, 1, 2, z=3); print(f.detach() == (a, add, (1, 2), {'z': 3}), f.alive, f.atexit)
f = weakref.finalize(a, add, x=1, y=2, z=3); f.atexit = False; print(f.atexit, res); del a; print(f.alive, res)
b = A(); g = [weakref.finalize(b, lambda i=i: res.append(i)) for i in range(4)]; del b; print(res)
for bad in ((), (1,)):
    try: weakref.finalize(*bad)
    except TypeError as e: print('TypeError')
try: weakref.finalize(1, print)
except TypeError as e: print(e)
c = A(); weakref.finalize(c, print, 'first'); h = weakref.finalize(c, print, 'second'); h2 = weakref.finalize(c, print, 'no'); h2.atexit = False
import atexit
atexit.register(print, 'atexit', end='!\n')
print('end')
