# Single inheritance, overriding, super, isinstance and issubclass.


class Shape:
    sides = 0

    def __init__(self, name):
        self.name = name

    def area(self):
        raise NotImplementedError('area of ' + self.name)

    def describe(self):
        return '%s with %d sides and area %.2f' % (self.name, self.sides, self.area())


class Rectangle(Shape):
    sides = 4

    def __init__(self, width, height):
        super().__init__('rectangle')
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, width):
        super().__init__(width, width)
        self.name = 'square'

    def describe(self):
        return super().describe() + '!'


print(Rectangle(2, 3.5).describe())
print(Square(4).describe())
print(isinstance(Square(1), Shape), isinstance(Shape('x'), Square), issubclass(Square, Shape), issubclass(Shape, (int, Square)))
print([base.__name__ for base in Square.__mro__], Square.__bases__[0].__name__)
try:
    Shape('blob').describe()
except NotImplementedError as error:
    print('not implemented:', error)
