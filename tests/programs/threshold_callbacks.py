# When automatic collections start, seen through gc.callbacks, with garbage among what is made.
import gc

gc.collect(); gc.freeze()
log = []


def watch(phase, info):
    if phase == 'stop':
        log.append((made, info['generation'], info['collected']))


class Loop:
    def __init__(self, closed):
        self.me = self if closed else None


made = 0
kept = []
gc.callbacks.append(watch)
gc.set_threshold(20, 3, 3)
for made in range(200):
    loop = Loop(made % 3 == 0)
    if made % 4 == 0:
        kept.append(loop)
gc.set_threshold(0)
gc.callbacks.clear()
for entry in log:
    print(entry)
