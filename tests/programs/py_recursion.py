# Endless recursion raises RecursionError, and the program goes on.
import gc

gc.disable()


class Deep:
    def __init__(self):
        self.depth = 0

    def dive(self):
        self.depth += 1
        self.dive()


def forever(n):
    return forever(n + 1)


deep = Deep()
try:
    deep.dive()
except RecursionError as error:
    print('RecursionError', str(error)[:32], deep.depth > 900)
try:
    forever(0)
except RuntimeError as error:
    print(type(error).__name__)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(200))
