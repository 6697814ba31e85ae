# DEBUG_SAVEALL keeps what was found in gc.garbage.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print('finalizer of', self.name)


gc.set_debug(gc.DEBUG_SAVEALL)
Node('a')
Node('b')
print(gc.collect(), len(gc.garbage))
print([type(item).__name__ for item in gc.garbage])
print([item.name for item in gc.garbage if isinstance(item, Node)])
print('again', gc.collect(), len(gc.garbage))
gc.set_debug(0)
gc.garbage.clear()
print('cleared', gc.collect(), gc.garbage)
