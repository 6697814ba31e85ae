# A finalizer runs before its object is freed,
# and may save it.
import gc

saved = []

class Phoenix:
    def __init__(self):
        self.me = self

    def __del__(self):
        print('finalizer runs')
        saved.append(self)

bird = Phoenix()
del bird
print('first collection:', gc.collect())

saved.clear()
print('second collection:', gc.collect())
