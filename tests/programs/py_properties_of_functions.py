# Functions are objects: attributes, names, defaults, passing and returning.


def greet(name='you', *, mark='!'):
    """Say hello."""
    return 'hello ' + name + mark


print(greet.__name__, greet.__doc__, greet.__defaults__, greet.__kwdefaults__)
greet.calls = 3
print(greet.calls, greet(), greet('Ann', mark='?'))
table = {'greet': greet, 'size': len}
print(table['greet']('x'), table['size']('abc'))


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value
    return composed


print(compose(str, len, lambda n: n * 2)(12345), (lambda *a, **k: (a, k))(1, b=2))
print((lambda: None)(), [f(3) for f in (str, float, abs)])


def nothing():
    pass


print(nothing(), nothing.__name__, (lambda: 0).__name__)
