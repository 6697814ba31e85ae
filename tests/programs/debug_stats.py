# DEBUG_STATS with collections of every generation and garbage in each.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Loop:
    def __init__(self):
        self.me = self


kept = [Loop() for _ in range(3)]
gc.set_debug(gc.DEBUG_STATS)
Loop()
gc.collect(0)
kept.append(Loop())
gc.collect(1)
kept.pop()
gc.collect()
gc.set_debug(0)
print(len(kept))
