# A cycle that has grown old is found only by a collection of its generation.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Loop:
    def __init__(self):
        self.me = self


young = Loop()
young = None
print('young', gc.collect(0))
middle = Loop()
gc.collect(0)
middle = None
print('middle', gc.collect(0), gc.collect(1), gc.collect(2))
old = Loop()
gc.collect(0)
gc.collect(1)
old = None
print('old', gc.collect(0), gc.collect(1), gc.collect(2))
print('counts', gc.get_count())
