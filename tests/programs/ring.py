# Three instances in a ring: what the names let go of, only the collector can free.
import gc
from pprint import pprint

gc.collect(); gc.freeze()


class Station:
    def __init__(self, name):
        self.name = name
        self.next = None

    def link(self, other):
        print('linking', self, '->', other)
        self.next = other

    def __repr__(self):
        return f'Station({self.name!r})'


north = Station('north')
east = Station('east')
west = Station('west')
north.link(east)
east.link(west)
west.link(north)

north = None
east = None
west = None

for attempt in range(2):
    print('unreachable:', gc.collect())
    pprint(gc.garbage)
