# Automatic collections with thresholds of 5, 1 and 1 while ten instances are made and kept.
import gc

gc.collect(); gc.freeze()


class Cell:
    def __init__(self, number):
        self.number = number


gc.set_debug(gc.DEBUG_STATS)
gc.set_threshold(5, 1, 1)
cells = []
for number in range(10):
    print('making', number)
    cells.append(Cell(number))
gc.set_debug(0)
print(len(cells), 'kept')
