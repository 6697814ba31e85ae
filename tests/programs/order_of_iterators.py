# the order in which map, zip and generator expressions make what they are made of
import gc

gc.disable(); gc.collect(); gc.freeze()


class Source:
    def __iter__(self):
        print([type(thing).__name__ for thing in gc.get_objects() if type(thing) is tuple])
        return iter(())


def show(made):
    print([names[type(thing)] for thing in gc.get_objects() if type(thing) in names])


names = {tuple: 'tuple', map: 'map', zip: 'zip', type(iter([])): 'iterator'}
items = [1]
show(map(str, items))
show(zip(items, items))
map(str, Source())
gc.set_debug(gc.DEBUG_COLLECTABLE)


def ring():
    generator = (x for x in [1])
    kept = [generator]
    kept.append(kept)


ring()
print(gc.collect())
gc.set_debug(0)
holder = []
print([[type(other).__name__ for other in gc.get_referrers(holder) if other is not globals()] for _ in [holder, 1]])
