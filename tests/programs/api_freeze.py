# Frozen objects are never looked at again, until they are unfrozen.
import gc

gc.disable()
gc.collect(); gc.freeze()
base = gc.get_freeze_count()


class Pair:
    def __init__(self):
        self.other = None


first, second = Pair(), Pair()
first.other, second.other = second, first
gc.freeze()
print(gc.get_freeze_count() - base, gc.get_count())
first = second = None
print('frozen garbage', gc.collect())
gc.unfreeze()
print(gc.get_freeze_count())
gc.collect()
print('collected twice', gc.collect())
