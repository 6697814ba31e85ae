# The smallest cycles: an instance, a list, a dict, a function, a default that hold themselves.
import gc
import sys

gc.disable()
gc.collect(); gc.freeze()


class Self:
    pass


one = Self()
one.me = one
print(sys.getrefcount(one))
one = None
print('instance', gc.collect())
row = []
row.append(row)
print(sys.getrefcount(row), row)
row = None
print('list', gc.collect())
table = {}
table['me'] = table
table = None
print('dict', gc.collect())


def function():
    pass


function.me = function
del function
print('function', gc.collect())


def default(box=[]):
    pass


default.__defaults__[0].append(default)
del default
print('default', gc.collect())
