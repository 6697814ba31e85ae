# DEBUG_COLLECTABLE names each object that was found unreachable.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Left:
    pass


class Right:
    pass


left, right = Left(), Right()
left.other, right.other = right, left
left.items = [1, 2]
right.table = {'k': left}
del left, right
gc.set_debug(gc.DEBUG_COLLECTABLE)
print(gc.collect())
gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE)
row = []
row.append(row)
del row
print(gc.collect(0))
gc.set_debug(0)
print(gc.garbage)
