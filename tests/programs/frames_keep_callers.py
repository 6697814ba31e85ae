# A frame that outlives its call holds its caller's frame, and that one the next: all their locals live on.
import gc
import sys
import weakref

gc.collect(); gc.freeze()


class Local:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone', self.name)


def error_in_itself():
    try:
        raise KeyError
    except KeyError as error:
        kept = error


def calls():
    local = Local('calls')
    error_in_itself()


def calls_the_caller():
    local = Local('calls_the_caller')
    calls()
    print('called')


calls_the_caller()
print('returned')
print(gc.collect(), gc.get_count()[0])


def frame_in_itself():
    frame = sys._getframe()


def one():
    local = Local('one')
    frame_in_itself()


one()
print('returned')
print(gc.collect(), gc.get_count()[0])


def generator():
    frame = sys._getframe()
    yield 1


def two():
    local = Local('two')
    print(list(generator()))


two()
print('returned')
print(gc.collect(), gc.get_count()[0])

errors = []


def stores():
    local = Local('stores')
    try:
        [].pop()
    except IndexError as error:
        errors.append(error)


def three():
    local = Local('three')
    stores()


three()
print('returned', len(errors))
errors.clear()
print(gc.collect(), gc.get_count()[0])


def raises():
    raise ValueError


def four():
    local = Local('four')
    try:
        raises()
    except ValueError as error:
        frame = error.__traceback__.tb_next.tb_frame
    return frame


frame = four()
print('returned', len(gc.get_referrers(frame)))
del frame
print(gc.collect())


def five():
    local = Local('five')
    return sys._getframe()


def six():
    local = Local('six')
    return five()


frame = six()
print('returned', frame.f_code.co_name)
watch = weakref.ref(Local, print)
del frame
print(gc.collect())
