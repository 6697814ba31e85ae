# functools.total_ordering derives three comparisons from any one.
import functools, gc
@functools.total_ordering
class A:
    def __init__(self, value): self.value = value
    def __le__(self, other): return self.value <= other.value
    def __eq__(self, other): return self.value == other.value
print(A(1) < A(2), A(2) > A(1), A(2) >= A(1))
@functools.total_ordering
class B:
    def __init__(self, value): self.value = value
    def __gt__(self, other): return self.value > other.value
    def __eq__(self, other): return self.value == other.value
print(B(1) < B(2), B(2) >= B(1), B(1) <= B(1))
print(B.__lt__.__name__, B.__lt__.__qualname__, B.__ge__.__qualname__, B.__lt__.__module__)
try:
    @functools.total_ordering
    class C: pass
except ValueError as e: print(e)
@functools.total_ordering
class D(B):
    def __lt__(self, o): print('lt'); return True
print(D(1) <= D(2), D(2) > D(1))
