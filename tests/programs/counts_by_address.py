# The reference count as it stands in memory, read by ctypes: no argument adds to it.
import ctypes
import sys

a = []
address = id(a)


def count():
    return ctypes.c_long.from_address(address).value


print(count(), sys.getrefcount(a))
b = a
box = {'a': a, 'b': [a, a]}
print(count(), ctypes.c_size_t.from_address(id(a)).value, ctypes.c_ssize_t.from_address(address))
del box
print(count())
same = ctypes.cast(address, ctypes.py_object).value
print(same is a, count())
del same, b
print(count(), ctypes.c_int(3).value)


class Node:
    pass


one = Node()
one.me = one
address = id(one)
del one
print(count())
