# thresholds may be negative: any count is above them
import gc

gc.collect(); gc.freeze()
log = []


def watch(phase, info):
    if phase == 'stop':
        log.append((info['generation'], info['collected']))


class Node:
    pass


def make():
    node = Node()
    node.me = node


gc.callbacks.append(watch)
for thresholds in (-1,), (1, 0, 0), (4, 1, -1), (3, -2, 5):
    gc.set_threshold(*thresholds)
    for _ in range(12):
        make()
    print(gc.get_threshold(), log)
    log.clear()
gc.callbacks.clear()
gc.set_threshold(0)
