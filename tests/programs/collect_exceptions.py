# An exception kept after its handler keeps its frames, and may make a cycle with them.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Big:
    pass


def keep():
    big = Big()
    try:
        raise ValueError('x')
    except ValueError as error:
        kept = error


def drop():
    big = Big()
    try:
        raise ValueError('x')
    except ValueError as error:
        pass


def deeper():
    def inner():
        big = Big()
        raise ValueError('x')
    try:
        inner()
    except ValueError as error:
        kept = error


keep()
print('kept', gc.collect())
drop()
print('dropped', gc.collect())
deeper()
print('deeper', gc.collect())
