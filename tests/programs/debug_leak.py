# DEBUG_LEAK is SAVEALL with a line for each object.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Leak:
    pass


def leak():
    one, two = Leak(), Leak()
    one.two, two.one = two, one
    one.data = {'list': [one]}


leak()
gc.set_debug(gc.DEBUG_LEAK)
print(gc.collect())
gc.set_debug(0)
print(len(gc.garbage))
gc.garbage.clear()
gc.collect()
