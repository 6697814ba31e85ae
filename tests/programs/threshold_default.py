# With the default thresholds, a program of a thousand small cycles: how often the collector came by itself.
import gc

gc.collect(); gc.freeze()
starts = []


def watch(phase, info):
    if phase == 'stop':
        starts.append((info['generation'], info['collected']))


class Loop:
    def __init__(self):
        self.me = self


gc.callbacks.append(watch)
for _ in range(5000):
    Loop()
gc.callbacks.clear()
print(starts)
