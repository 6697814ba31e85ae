# __getattr__: what it is asked for, who holds the object meanwhile, and what that counts
import gc, sys
gc.disable()
class C:
    def __getattr__(self, n): return sys.getrefcount(self), gc.get_count()[0]
class D:
    __slots__ = ('x', 'y')
    def __getattr__(self, n): return 'fallback ' + n
class E:
    @property
    def p(self): raise AttributeError('inside')
    def __getattr__(self, n): return 'fallback ' + n
class F:
    def __getattribute__(self, n):
        if n == 'a': raise AttributeError(n)
        return super().__getattribute__(n)
    def __getattr__(self, n): return 'getattr ' + n, sys.getrefcount(self)
c = C(); d = D(); d.y = 1; e = E(); f = F()
c.x
gc.collect(); gc.freeze(); gc.collect()
for i in range(3): print(c.x, gc.get_count()[0])
print(d.x, d.y, hasattr(d, 'x'), e.p, hasattr(e, 'p'), f.a, getattr(f, 'b', 3), getattr(f, 'a', 3))
del d.y; print(d.y)
gc.collect()
class G:
    def __getattr__(self, n): raise AttributeError(n)
g = G()
print(hasattr(g, 'x'), getattr(g, 'x', 'default'))
try: g.x
except AttributeError as err: print(err, err.args)
print(gc.get_count()[0])
