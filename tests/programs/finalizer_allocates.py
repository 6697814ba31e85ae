# A finalizer may make objects, links and even new garbage during a collection.
import gc

gc.disable()
gc.collect(); gc.freeze()
born = []


class Phoenix:
    def __init__(self, lives):
        self.lives = lives
        self.me = self

    def __del__(self):
        print('lives left', self.lives)
        if self.lives > 0:
            Phoenix(self.lives - 1)
        born.append(gc.collect())


Phoenix(2)
for _ in range(4):
    print('collected', gc.collect(), born)
