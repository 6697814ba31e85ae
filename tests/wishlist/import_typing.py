# Type hints that are evaluated.
from typing import Optional


def f(x: Optional[int]):
    return x


print(f(1))
