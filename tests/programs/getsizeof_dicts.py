# dicts made by a call of their type, and of derived classes
import sys

if sys.version_info[:3] == (3, 14, 2):
    sys.exit()


class D(dict): pass
print(sys.getsizeof({}), sys.getsizeof(dict()), sys.getsizeof(D()), sys.getsizeof(dict({})), sys.getsizeof(dict(a=1)), sys.getsizeof({}.copy()), sys.getsizeof(dict([])), sys.getsizeof(D(a=1)), sys.getsizeof(D({})), sys.getsizeof(D([(1, 2)])))
d = D(); d['a'] = 1; print(sys.getsizeof(d)); d.clear(); print(sys.getsizeof(d))
e = dict(); e[1] = 1; print(sys.getsizeof(e)); e.clear(); print(sys.getsizeof(e))
print(sys.getsizeof(dict.fromkeys([])), sys.getsizeof({k: k for k in ()}), sys.getsizeof(dict.fromkeys('ab')), sys.getsizeof((lambda **k: k)()), sys.getsizeof((lambda **k: k)(a=1)))
