# An object of a dataclass that refers to itself shows the place by dots, each object for itself.
from dataclasses import dataclass, field


@dataclass
class Node:
    name: str
    next: 'Node' = None
    others: list = field(default_factory=list)


one, two = Node('one'), Node('two')
one.next = two
print(one)
two.next = one
two.others.append(one)
two.others.append(two)
print(one)
print(two)
print(f'{one!r:>10}', [one])


class Loud:
    def __repr__(self):
        raise ValueError('too loud')


two.others[:] = [Loud()]
try:
    print(one)
except ValueError as error:
    print(error)
two.others.clear()
print(one)
