# Ten new objects, and a threshold of five.
# How often does a collection start by itself?
import gc

class Item:
    def __init__(self, number):
        self.number = number

def collections():
    stats = gc.get_stats()
    return sum(one['collections'] for one in stats)

gc.collect()
gc.freeze()  # the interpreter's own objects
gc.set_debug(gc.DEBUG_STATS)
gc.set_threshold(5, 1, 1)

before = collections()
kept = []
for number in range(10):
    kept.append(Item(number))
    print('made', number)

gc.disable()
gc.set_debug(0)
print('collections:', collections() - before)
