# How many objects a collection finds in the usual cyclic structures.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Node:
    def __init__(self, name):
        self.name = name
        self.previous = None
        self.next = None


class Tree:
    def __init__(self, parent=None):
        self.parent = parent
        self.children = []
        if parent is not None:
            parent.children.append(self)


def doubly_linked(length):
    first = last = Node(0)
    for number in range(1, length):
        node = Node(number)
        node.previous = last
        last.next = node
        last = node
    return first


def family():
    root = Tree()
    for _ in range(3):
        Tree(Tree(root))
    return root


def row_in_row():
    row = []
    row.append(row)


def two_dicts():
    a, b = {}, {}
    a['b'] = b
    b['a'] = a


def tuple_and_list():
    row = []
    row.append((row, 1))


def closure():
    def inner():
        return inner
    return inner


def callback():
    node = Node('x')
    node.callback = lambda: node


def bound():
    node = Tree()
    node.method = node.__class__
    node.kept = [node]


doubly_linked(4)
print('doubly linked', gc.collect())
family()
print('family', gc.collect())
row_in_row()
print('list', gc.collect())
two_dicts()
print('dicts', gc.collect())
tuple_and_list()
print('tuple and list', gc.collect())
closure()
print('closure', gc.collect())
callback()
print('callback', gc.collect())
bound()
print('class and list', gc.collect())
print('nothing left', gc.collect())
