# Automatic collections while lists are made, kept and dropped, with two different thresholds.
import gc

gc.collect(); gc.freeze()
log = []
step = 0


def watch(phase, info):
    if phase == 'start':
        log.append((step, info['generation']))


gc.callbacks.append(watch)
for thresholds in (10, 2, 2), (7, 1, 5):
    log.clear()
    rows = []
    gc.set_threshold(*thresholds)
    for step in range(60):
        rows.append([step])
        if step % 10 == 9:
            rows.clear()
    gc.set_threshold(0)
    print(thresholds, log)
gc.callbacks.clear()
