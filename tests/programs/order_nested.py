# Destruction goes depth first: an object's own finalizer, then what it held.


class Tree:
    def __init__(self, name, *children):
        self.name = name
        self.children = children

    def __del__(self):
        print(self.name, end=' ')


tree = Tree('root', Tree('left', Tree('ll'), Tree('lr')), Tree('right', Tree('rl')))
del tree
print()
chain = None
for number in range(5):
    chain = Tree(number, chain)
chain = None
print()
grid = [[Tree('00'), Tree('01')], [Tree('10'), Tree('11')]]
del grid[0]
print('|', end=' ')
del grid
print()
