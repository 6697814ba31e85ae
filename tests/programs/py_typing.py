# Annotations as programs have them: typing, generic aliases and unions; what they name and what they are worth.
import gc
import math
import sys
import time
from typing import Any, Callable, Dict, List, Optional, Tuple, TypeVar, Union, cast
import weakref

gc.collect(); gc.freeze()

T = TypeVar('T')


class Node:
    children: List['Node']

    def __init__(self, value: int, next: Optional['Node'] = None) -> None:
        self.value = value
        self.next = next
        self.children = []


def first(nodes: Dict[str, Any], key: Callable[[str], bool], default: Union[int, str] = 0) -> Tuple[int, ...]:
    return tuple(nodes)


a = Node(1)
b = Node(2, a)
a.next = b
del a, b
print(first({'k': 1}, bool), cast(int, 'x'), T)
print(Optional[int] is Optional[int], List[int] == List[int])
print(gc.collect() - (2 if sys.version_info < (3, 11) else 0))

print(list[int], dict[str, list[int]], tuple[int, ...], type[Node], set['Node'])
print(list[int]([1, 2]), list[int] == list[int], list[int].__origin__, dict[str, int].__args__)
print(weakref.ref[int], type(list[int]))
gc.collect()
kept = [list[int], list[Node], dict[str, int]]
print(len(kept), [gc.is_tracked(one) for one in kept])
try:
    maybe = int | None
except TypeError as error:
    print(error)
else:
    print(maybe, Node | str, None | int, isinstance(3, maybe), isinstance('3', int | list), list[int] | None, maybe | str)
    print(maybe == None | int, int | int | str)

print(math.sqrt(16), math.pi, math.floor(-2.5), math.ceil(2.1), math.floor(3), math.trunc(-2.7), math.gcd(12, 18), math.factorial(10))
print(math.inf, math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.prod([2, 3, 4]), math.fabs(-2))
for call in (lambda: math.sqrt(-1), lambda: math.factorial(-1), lambda: time.sleep(-1), lambda: math.sqrt('a')):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
time.sleep(0)
print(repr(List[int]), repr(Dict[str, Any]), repr(Callable[[int], str]), repr(Tuple[int, ...]))
for call in (
    lambda: List[int] | None, lambda: Optional[int] | str, lambda: TypeVar('T') | int, lambda: list[int] | None,
    lambda: None | list[int],
):
    try:
        print(call())
    except TypeError:
        print('no union')
print(Optional[Union[int, str]], Union[int], Union[int, str, int], Union[Optional[int], None, str])
for call in (
    lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: (math.ceil(-2.5), math.ceil(2.0), math.floor(7)),
    lambda: (math.isqrt(10 ** 12), math.isqrt(10 ** 18 - 1), math.isqrt(0)), lambda: math.lcm(4, 6, 10 ** 9),
):
    try:
        print(call())
    except (OverflowError, ValueError) as error:
        print(error)
