# What a resurrected object reaches lives on with it; the rest of the garbage goes.
import gc

gc.disable()
gc.collect(); gc.freeze()
saved = []


class Node:
    def __init__(self, name):
        self.name = name
        self.links = [self]


class Saver(Node):
    def __del__(self):
        saved.append(self)


saver = Saver('saver')
friend = Node('friend')
stranger = Node('stranger')
saver.links.append(friend)
stranger.links.append(saver)
del saver, friend, stranger
print(gc.collect(), [node.name for node in saved[0].links])
saved.clear()
print(gc.collect())
