# What gc.get_stats adds for one collection of each generation.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Loop:
    def __init__(self):
        self.me = self


before = gc.get_stats()
for generation in range(3):
    Loop()
    Loop()
    print('collect', generation, gc.collect(generation))
after = gc.get_stats()
for old, new in zip(before, after):
    print([new[key] - old[key] for key in ('collections', 'collected', 'uncollectable')])
