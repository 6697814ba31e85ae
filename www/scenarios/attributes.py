# The same ring, but someone has looked
# at the attributes as a dictionary.
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

for graph in [one, two, three]:
    print(sorted(graph.__dict__))

one = two = three = graph = None
print('unreachable:', gc.collect())
