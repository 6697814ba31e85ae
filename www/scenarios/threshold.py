# Ten new objects, and a threshold of five.
# How often does a collection start by itself?
import gc

class Item:
    def __init__(self, number):
        self.number = number

def collections():
    return sum(one['collections'] for one in gc.get_stats())

gc.collect()
gc.freeze()  # leaves the interpreter's own objects out
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
