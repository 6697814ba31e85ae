# Where a name is looked up: local, enclosing, global, built-in, and the body of a class.

x = 'global'


def read():
    return x


def local():
    x = 'local'
    return x, read()


def change():
    global x, made
    x = 'changed'
    made = 'here'


class Body:
    x = 'class'
    y = x + '!'
    items = [n for n in range(3)]

    def method(self):
        return x, self.x


def enclosing():
    x = 'enclosing'

    class Inner:
        seen = x

        def method(self):
            return x

    return Inner.seen, Inner().method()


print(read(), local())
change()
print(x, made, Body.y, Body.items, Body().method(), enclosing())
len = lambda value: 'shadowed'
print(len([1, 2]))
del len
print(len([1, 2]))
for x in range(2):
    pass
print(x, 'x' in globals(), __name__)
