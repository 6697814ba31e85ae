# An uncaught exception runs finally blocks and releases what its frames held, then is printed.


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('released', self.name)


def work():
    try:
        raise RuntimeError('gave up')
    finally:
        print('cleaning up')


work()
