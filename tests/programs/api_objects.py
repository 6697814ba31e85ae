# gc.get_objects of each generation, as objects grow older.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Cat:
    def __init__(self, name):
        self.name = name


def ages():
    return [[o.name for o in gc.get_objects(generation) if type(o) is Cat] for generation in range(3)]


tom = Cat('tom')
print(ages())
gc.collect(0)
kit = Cat('kit')
print(ages())
gc.collect(0)
mia = Cat('mia')
print(ages())
gc.collect(1)
print(ages())
gc.collect(2)
print(ages())
print([o.name for o in gc.get_objects() if type(o) is Cat])
