# What is said of special methods that return something wrong.
class A:
    def __len__(self): return 'x'
    def __bool__(self): return 1
    def __repr__(self): return 1
    def __str__(self): return 2
    def __hash__(self): return 'a'
    def __iter__(self): return 1
    def __index__(self): return 'a'
    def __int__(self): return 'a'
    def __float__(self): return 'a'
    def __contains__(self, x): return 'a'
    def __format__(self, s): return 1
    def __bytes__(self): return 1
    def __dir__(self): return 1
    def __init__(self, *a): return None if not a else 1
    def __complex__(self): return 1
    def __length_hint__(self): return 'a'
    def __next__(self): return 3
    def __exit__(self): pass
class B:
    def __len__(self): return -1
    def __init__(self): self.x = 1
def t(g):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
a = A()
def wth(x):
    with x: pass
for g in (lambda: len(a), lambda: bool(a), lambda: repr(a), lambda: str(a), lambda: hash(a), lambda: iter(a), lambda: [][a], lambda: int(a), lambda: float(a), lambda: 1 in a, lambda: format(a), lambda: bytes(a), lambda: A(1), lambda: f'{a}', lambda: len(B()), lambda: list(a), lambda: wth(a), lambda: wth(1), lambda: bool(B()), lambda: range(a), lambda: print(a), lambda: B()[0], lambda: B()(), lambda: B().y, lambda: B() + 1, lambda: 1 + B(), lambda: B() < B(), lambda: -B(), lambda: iter(B()), lambda: next(B()), lambda: 1 in B(), lambda: B().x(), lambda: setattr(B(), 'x', 1), lambda: delattr(B(), 'z'), lambda: B(1), lambda: hash(B()) and 1, lambda: reversed(B()), lambda: round(B()), lambda: B().__z, lambda: abs(B()), lambda: int(B()), lambda: B()[1:2], lambda: [1] * B()):
    t(g)
