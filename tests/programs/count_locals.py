# sys.getrefcount of locals and parameters, in functions and methods.
import sys


class Thing:
    def count(self):
        return sys.getrefcount(self)


def parameter(value):
    return sys.getrefcount(value)


def local():
    value = Thing()
    return sys.getrefcount(value)


def passed_on():
    value = Thing()
    return parameter(value)


def method():
    value = Thing()
    return value.count()


def alias():
    value = Thing()
    other = value
    return sys.getrefcount(value), sys.getrefcount(other)


def stored():
    value = Thing()
    row = [value, value]
    table = {'v': value}
    return sys.getrefcount(value)


def star(*values):
    return sys.getrefcount(values[0])


def named(**values):
    return sys.getrefcount(values['thing'])


def captured():
    value = Thing()

    def inner():
        return sys.getrefcount(value)

    return inner(), sys.getrefcount(value)


def down(value, levels):
    if levels == 0:
        return sys.getrefcount(value)
    return down(value, levels - 1)


thing = Thing()
print('global', sys.getrefcount(thing), parameter(thing), thing.count())
print('temporary', sys.getrefcount(Thing()), parameter(Thing()), Thing().count())
print('local', local(), passed_on(), method(), alias(), stored())
print('star', star(thing), named(thing=thing))
print('captured', captured())
print('recursion', [down(thing, levels) for levels in range(4)])
print('after all', sys.getrefcount(thing))
