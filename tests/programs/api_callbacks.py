# gc.callbacks are called at the start and at the end of each collection, manual or not.
import gc

gc.collect(); gc.freeze()


def report(phase, info):
    print(phase, info['generation'], info['collected'], info['uncollectable'])


class Knot:
    def __init__(self):
        self.self = self


gc.callbacks.append(report)
Knot()
gc.collect(0)
Knot()
Knot()
gc.collect(1)
Knot()
print('result', gc.collect())
gc.callbacks.remove(report)
gc.collect()
print(gc.callbacks)
