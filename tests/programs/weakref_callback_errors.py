# An error in a callback is printed and does not stop the program.
import weakref


class Thing:
    pass


def broken(reference):
    raise RuntimeError('callback failed')


thing = Thing()
reference = weakref.ref(thing, broken)
del thing
print('still running', reference())
