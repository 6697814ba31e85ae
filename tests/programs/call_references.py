# How often an argument is counted inside a call by position, by keyword, and with * and **; measured in the callee.
import gc, sys
class X: pass
x = X()
class C:
    def __init__(self, a=None, b=None):
        print('  init', sys.getrefcount(x), len(gc.get_referrers(x)))
def f(a=None, *rest, **named): print('  f', sys.getrefcount(x))
gc.collect(); gc.freeze()
print('class'); C(x); C(a=x); C(None, b=x); C(x, b=1)
print('function'); f(x); f(a=x); f(b=x); f(1, x)
print('star'); f(*[x]); f(*(x,)); f(**{'a': x}); f(**{'b': x}); f(*[1, x]); f(x, *[x])
l = [x]; f(*l); d = {'a': x}; f(**d)
def g():
    y = x
    f(y); f(a=y); f(*[y]); f(**{'a': y}); C(y); C(a=y)
print('locals'); g()
print('class with star'); C(*[x]); C(*(x,)); C(**{'a': x}); C(*[x], **{'b': 1})
print('bound method')
class M:
    def m(self, a=None): print('  m', sys.getrefcount(x))
m = M()
m.m(x); m.m(a=x); m.m(*[x]); m.m(**{'a': x})
