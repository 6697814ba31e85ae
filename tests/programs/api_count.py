# gc.get_count after collections of each generation and after allocations.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Item:
    pass


gc.collect()
print(gc.get_count())
print(gc.get_count())
items = [Item()]
print(gc.get_count())
items.append(Item())
items.append({})
items.append([])
print(gc.get_count())
items.pop()
print(gc.get_count())
gc.collect(0)
print(gc.get_count())
gc.collect(0)
print(gc.get_count())
gc.collect(1)
print(gc.get_count())
gc.collect(1)
print(gc.get_count())
gc.collect(2)
print(gc.get_count())
items.clear()
print(gc.get_count())
