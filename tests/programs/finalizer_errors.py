# An error in a finalizer is printed and ignored.


class Fragile:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        raise ValueError('cannot close ' + self.name)


fragile = Fragile('door')
del fragile
print('after the first')
Fragile('window')
print('after the second')
