# del takes a name away; the object goes with its last reference.
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone:', self.name)


a = Noisy('a')
b = a
print(sys.getrefcount(a))
del a
print('still', b.name, sys.getrefcount(b))
row = [b]
del b
print('in the list', row[0].name)
row.append(row.pop())
print('moved')
del row[0]
print('empty', row)
Noisy('temporary')
c = Noisy('first')
c = Noisy('second')
print('rebound')
c = None
d = e = Noisy('two names')
d = None
print('one left')
e = None
print('end')
