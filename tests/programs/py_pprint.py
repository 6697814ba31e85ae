# pprint.pprint of short, long and nested data.
from pprint import pprint

pprint([])
pprint({'b': 1, 'a': [1, 2]})
pprint([1, 'two', (3,), None, {4: 5.0}])
pprint(list(range(40)))
pprint({'name': 'a rather long value to fill the line', 'another': 'value that does not fit any more', 'z': [1, 2, 3]})
pprint([['first row', 1, 2, 3], ['second row with a longer text', 4, 5, 6], {'nested': {'deep': ['x', 'y']}}])
pprint(('a tuple of', 'several strings that are long', 'enough to need more than one line', 1))
pprint('short')


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'<Node {self.name}>'


pprint([Node('a'), Node('b')])
pprint({'node': Node('a very long name for a node'), 'other': [Node('and another one'), Node('and a third one')]})
loop = [1]
loop.append(loop)
print(loop)
pprint({3: 'c', 1: 'a', 2: 'b'})
