# dict.fromkeys is a class method: it makes what the class makes, and binding it is a new object.
import gc
from collections import OrderedDict, defaultdict, Counter, ChainMap
class D(dict):
    def __init__(self, *a): print("init", a); super().__init__(*a)
    def __setitem__(self, k, v): print("set", k, v); super().__setitem__(k, v)
def t(f):
    try: r = f(); print(type(r), r)
    except Exception as e: print(type(e).__name__, e)
t(lambda: dict.fromkeys([1, 2]))
t(lambda: dict.fromkeys({1: 2, 3: 4}, 5))
t(lambda: dict.fromkeys({1, 2}, 5))
t(lambda: dict.fromkeys())
t(lambda: dict.fromkeys(1))
t(lambda: dict.fromkeys([[]]))
t(lambda: dict.fromkeys(1, 2, 3))
t(lambda: {}.fromkeys("ab", 1))
t(lambda: D.fromkeys("ab", 1))
t(lambda: D().fromkeys("ab"))
t(lambda: OrderedDict.fromkeys("ab"))
t(lambda: defaultdict.fromkeys("ab"))
f = dict.fromkeys
print(f is dict.fromkeys, f.__self__, f == dict.fromkeys)
f = D.fromkeys
t(lambda: f("a"))
print(gc.get_referents(f) == [D])
