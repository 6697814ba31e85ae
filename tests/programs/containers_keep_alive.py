# What keeps an object alive longer than its name: loop variables, closures, defaults, exceptions, bound methods.
import weakref


class Thing:
    def method(self):
        pass


def watch():
    thing = Thing()
    return thing, weakref.ref(thing)


thing, reference = watch()
function = lambda value=thing: value
del thing
print('default', reference() is not None)
function = None
print('gone', reference() is None)
thing, reference = watch()
method = thing.method
del thing
print('bound method', reference() is not None)
del method
print('gone', reference() is None)
thing, reference = watch()
for thing in [thing]:
    pass
print('loop variable', reference() is not None)
del thing
print('gone', reference() is None)


def close(value):
    return lambda: value


thing, reference = watch()
closure = close(thing)
del thing
print('closure', reference() is not None)
closure = None
print('gone', reference() is None)


def fail():
    global reference
    thing, reference = watch()
    raise ValueError('x')


kept = None
try:
    fail()
except ValueError as error:
    kept = error
print('traceback', reference() is not None)
kept = None
print('gone', reference() is None)
