# The collection that comes before gc.freeze() counts what the interpreter's start left: a quarter of that must be new
# before the oldest generation is looked at again. After a collection of the rest it is a quarter of the rest.
import gc

gc.collect(); gc.freeze()
gc.set_threshold(10, 2, 2)
seen = []


def watch(phase, info):
    if phase == 'stop':
        seen.append(info['generation'])


gc.callbacks.append(watch)


def keep(count):
    kept = [[] for _ in range(count)]
    print(sorted({generation: seen.count(generation) for generation in seen}))
    seen.clear()
    return kept


first = keep(300)
gc.collect()
seen.clear()
second = keep(300)
gc.callbacks.clear()
