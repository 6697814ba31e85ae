# A generic class of one's own: its base makes more than a base.
from typing import Generic, TypeVar

T = TypeVar('T')


class Stack(Generic[T]):
    pass


print(Stack[int]())
