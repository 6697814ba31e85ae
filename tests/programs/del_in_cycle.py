# Finalizers of a cycle run in the order in which the objects were made, before anything is taken apart.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Member:
    def __init__(self, name):
        self.name = name
        self.friend = None

    def __del__(self):
        print('finalizing', self.name, 'whose friend is', self.friend.name)


anna, ben, carl = Member('anna'), Member('ben'), Member('carl')
anna.friend, ben.friend, carl.friend = carl, anna, ben
del ben, carl, anna
print('collected', gc.collect())
print('collected', gc.collect())
print(gc.garbage)
