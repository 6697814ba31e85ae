# An instance's __dict__ shows the order of insertion, but its values die in the order of the class's shared keys.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


class Point:
    pass


first = Point(); first.x = Loud('x'); first.y = Loud('y'); del first; print()
second = Point(); second.y = Loud('y'); second.x = Loud('x'); del second; print()
third = Point(); third.y = Loud('y'); third.x = Loud('x'); print(list(third.__dict__)); del third; print()
fourth = Point(); fourth.y = Loud('y'); fourth.x = Loud('x'); kept = fourth.__dict__; del fourth; print('held', list(kept)); del kept; print()
fifth = Point(); fifth.y = Loud('y'); print(list(vars(fifth))); fifth.x = Loud('x'); fifth.a = Loud('a'); print(list(vars(fifth))); del fifth; print()
sixth = Point(); sixth.y = Loud('y'); table = vars(sixth); table['x'] = Loud('x'); del table['y']; table['y'] = Loud('new y'); print(list(table)); del table; del sixth; print()
seventh = Point(); seventh.y = Loud('y'); seventh.x = Loud('x'); vars(seventh)[1] = Loud('1'); print(list(vars(seventh))); del seventh; print()
eighth = Point(); eighth.y = Loud('y'); eighth.x = Loud('x'); print(vars(eighth).popitem()[0]); print(list(vars(eighth))); del eighth; print()
ring = Point(); ring.me = ring; ring.y = Loud('y'); ring.x = Loud('x'); vars(ring); del ring; print(gc.collect())
ring = Point(); ring.me = ring; held = vars(ring); del ring; print(gc.collect()); held.clear(); print(gc.collect())
