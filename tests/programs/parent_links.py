# A parent link by weak reference: the tree goes at once, without the collector.
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()


class Tree:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = parent and weakref.ref(parent)
        if parent:
            parent.children.append(self)

    def path(self):
        parent = self.parent and self.parent()
        return (parent.path() + '/' if parent else '') + self.name

    def __del__(self):
        print('gone', self.name)


root = Tree('root')
branch = Tree('branch', root)
leaf = Tree('leaf', branch)
print(leaf.path())
root = None
print(leaf.path())
branch = None
print(leaf.path())
leaf = None
print('left for the collector:', gc.collect())
