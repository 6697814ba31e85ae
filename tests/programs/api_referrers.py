# gc.get_referrers: who holds an object; instances, lists, dicts, tuples and cells do, names of the module do not show.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Holder:
    pass


def names(target):
    found = []
    for referrer in gc.get_referrers(target):
        found.append(type(referrer).__name__)
    return found


def make(value):
    def show():
        return value
    return show


target = ['target']
print(names(target))
row = [target]
print(names(target))
table = {'row': target}
print(names(target))
pair = (target, 1)
print(names(target))
holder = Holder()
holder.value = target
print(names(target))
closure = make(target)
print(names(target))
del row, table
print(names(target))
print(gc.get_referrers(target)[0] is pair)
