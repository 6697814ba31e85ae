# Garbage whose __getattr__ takes it apart is not asked.
import gc
class Boom:
    def __getattr__(self, someattribute):
        del self.attr
        raise AttributeError
a = Boom(); b = Boom(); a.attr = b; b.attr = a
gc.collect(); g = len(gc.garbage); del a, b
print(gc.collect(), len(gc.garbage) - g)
class Boom2:
    def __init__(self): self.x = 0
    def __getattr__(self, someattribute):
        self.x += 1
        if self.x > 1: del self.attr
        raise AttributeError
a = Boom2(); b = Boom2(); a.attr = b; b.attr = a
gc.collect(); del a, b; print(gc.collect())
