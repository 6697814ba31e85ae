# Classes derived from numbers and texts: the value is the base's, the rest is an instance's.
import gc, sys, weakref
class I(int):
    pass
class F(float):
    def __add__(self, other):
        return 'added'
class S(str):
    def __repr__(self):
        return 'S!'
class B(bytes):
    pass
i = I(5)
i.me = i
print(i, repr(i), i + 1, type(i + 1) is int, i == 5, hash(i) == hash(5), gc.is_tracked(i), sys.getrefcount(i), -i, +i, ~i, bool(I(0)), i.me is i, type(+i) is int)
print(len(gc.get_referents(i)))
f = F(2.5)
print(f + 1, 1 + f, f * 2, f < 3, f, '%d %s' % (i, f), f'{i:03}', [0, 1, 2, 3, 4, 5][i])
s = S('text')
s.note = [s]
print(s, repr(s), s.upper(), s == 'text', len(s), s[1], {s: 1}['text'], 'x' + s, s + 'x', [s], str(s), type(str(s)))
b = B(b'ab')
print(b, b[0], len(b))
r = weakref.ref(s)
try:
    weakref.ref(i)
except TypeError as error:
    print(error)
del i, s
print(gc.collect(), r())
try:
    class X(bool): pass
except TypeError as error:
    print(error)
print(isinstance(f, float), issubclass(I, int), I.__mro__)
class Temp(float):
    def __new__(cls, value, unit):
        self = super().__new__(cls, value)
        self.unit = unit
        return self
t = Temp(3, 'C')
print(int(I(7)), float(f), str(I(3)), sorted([I(3), I(1)]), sum([I(1), I(2)]), max(I(1), I(2)))
print(sys.implementation.name)
l = [I(1) for _ in range(3)]
