# An exception keeps the locals of the frames that it passes until its handler is done.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('released', self.name)


def inner(first, second):
    third = Noisy('third')
    fourth = Noisy('fourth')
    raise ValueError('no')


def outer(kept):
    local = Noisy('local of outer')
    inner(Noisy('first'), Noisy('second'))


print('one frame')
try:
    inner(Noisy('first'), Noisy('second'))
except ValueError:
    print('caught')

print('two frames')
try:
    outer(Noisy('kept'))
except ValueError as error:
    print('caught', error)

print('the exception stays')
try:
    outer(Noisy('kept'))
except ValueError as error:
    saved = error
print('after the handler')
saved = None
print('end')
