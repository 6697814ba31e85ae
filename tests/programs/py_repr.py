# How objects print by default; addresses are all that differs.


class Plain:
    def method(self):
        pass


class Shown:
    def __repr__(self):
        return '<shown>'


class Outer:
    class Inner:
        pass


def function():
    def inner():
        pass
    return inner


print(Plain, Outer.Inner, Plain.__name__, Outer.Inner.__qualname__)
print(Plain())
print(Plain().method)
print(Plain.method)
print(function)
print(function())
print(lambda: 0)
print(Shown(), [Shown()], {'k': Shown()}, f'{Shown()}', '%s' % Shown())
print(len, [].append)
print(type, object, int, Exception)
print((x for x in []))
print(ValueError('a'), repr(ValueError('a')), [KeyError('k')])
