# A weak reference does not keep its object; equality and hash follow the object.
import sys
import weakref


class Value:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __hash__(self):
        return hash(self.number)


one, same = Value(1), Value(1)
r, s = weakref.ref(one), weakref.ref(same)
print(r == s, r is s, hash(r) == hash(s))
print(sys.getrefcount(one), weakref.getweakrefcount(one))
print(r() is one, r().number)
strong = r()
print(sys.getrefcount(one))
del one
print(r() is strong)
del strong
print(r(), r == s)
print(type(r).__name__, weakref.getweakrefs(same) == [s])
