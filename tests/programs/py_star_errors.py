# What is wrong behind `*` and `**`.
def f(a, b=1, *, k=2): pass
class C:
    def m(self, **k): pass
    def __call__(self, *a, **k): pass
def t(g):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
c = C()
for g in (lambda: f(*1), lambda: f(**1), lambda: f(*None), lambda: f(1, **[1]), lambda: f(**{1: 2}), lambda: f(1, **{'a': 2}), lambda: f(1, *2), lambda: f(*[1], *2),
  lambda: f(a=1, **{'a': 2}), lambda: f(**{'a': 1}, **{'a': 2}), lambda: f(**{'a': 1}, **{1: 2}), lambda: c.m(*1), lambda: c.m(**1), lambda: C(*1), lambda: c(*1), lambda: c(**1), lambda: print(*1), lambda: len(*1), lambda: int(*1), lambda: (lambda: 1)(*1), lambda: [*1], lambda: (*1,), lambda: {**1}, lambda: {*1}, lambda: {'a': 1, **1}, lambda: [1, *None], lambda: f(*c), lambda: f(**c), lambda: print(**1), lambda: dict(**1), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict([[]]), lambda: dict(1), lambda: {}.update(1), lambda: {}.update([1]), lambda: [].extend(1), lambda: dict(**{1: 2}), lambda: dict(a=1, **{'a': 2}), lambda: print(sep=1), lambda: print(1, sep=1), lambda: f(**{'zz': 1}), lambda: f(**{'kk': 1}, a=1), lambda: f(1, 2, *[3, 4]), lambda: [].sort(1), lambda: sorted([1], 2), lambda: max(1, 2, kei=3), lambda: int('a', bas=3)):
    t(g)
class It:
    def __iter__(self): raise TypeError('mine')
t(lambda: f(*It())); t(lambda: [*It()]); t(lambda: list(It()))
class It2:
    def __iter__(self): return self
    def __next__(self): raise TypeError('next')
t(lambda: f(*It2()))
def gen():
    yield 1
    raise KeyError(2)
t(lambda: f(*gen())); t(lambda: [*gen()])
