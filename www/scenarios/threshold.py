# Enough new objects start a collection
# by themselves.
import gc

class Item:
    def __init__(self, number):
        self.number = number

gc.set_debug(gc.DEBUG_STATS)
gc.set_threshold(5, 1, 1)

kept = []
for number in range(10):
    kept.append(Item(number))
    print('made', number)
