# Finalizers that undo the cycle themselves leave nothing to collect.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Polite:
    def __init__(self):
        self.partner = None

    def __del__(self):
        print('leaving')
        self.partner = None


a, b = Polite(), Polite()
a.partner, b.partner = b, a
del a, b
print(gc.collect())
