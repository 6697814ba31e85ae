# A ring of three loses its names.
# Is anything freed?
import gc

class Graph:
    def __init__(self, name):
        self.name = name
        self.next = None

one = Graph('one')
two = Graph('two')
three = Graph('three')
one.next = two
two.next = three
three.next = one

one = two = three = None
print('unreachable:', gc.collect())
print('unreachable:', gc.collect())
print('garbage:', gc.garbage)
