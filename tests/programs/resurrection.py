# A finalizer that stores self brings the object back, once.
import gc

gc.disable()
gc.collect(); gc.freeze()
lifeboat = []


class Survivor:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print('saved', self.name)
        lifeboat.append(self)


Survivor('ada')
print('first', gc.collect(), len(lifeboat), gc.is_finalized(lifeboat[0]))
lifeboat.clear()
print('second', gc.collect(), len(lifeboat))


class Stubborn:
    def __del__(self):
        print('not yet')
        lifeboat.append(self)


Stubborn()
print('kept', len(lifeboat))
lifeboat.clear()
print('gone without a word', len(lifeboat))
