# Abstract classes: what has no instances, and what a collection counts for such classes.
import gc
from abc import ABC, ABCMeta, abstractmethod

gc.collect(); gc.freeze()


class Shape(ABC):
    @abstractmethod
    def area(self):
        return 0

    @property
    @abstractmethod
    def name(self):
        ...


class Square(Shape):
    name = 'square'

    def __init__(self, side):
        self.side = side

    def area(self):
        return super().area() + self.side ** 2


class Half(Shape, metaclass=ABCMeta):
    def area(self):
        return 1


for make in (lambda: Square(3).area(), Shape, Half):
    try:
        print(make())
    except TypeError as error:
        print(error)
print(isinstance(Square(1), Shape), issubclass(Half, Shape), type(Shape).__name__)
print(sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__), Square.__abstractmethods__)


def ring():
    one, two = Square(1), Square(2)
    one.other, two.other = two, one


ring()
print(gc.collect())
del Square, Half
print(gc.collect() > 0, Shape.__subclasses__())
