# A cycle with finalizers: is it garbage
# that nobody can collect?
import gc

calls = []

class Node:
    def __del__(self):
        calls.append('__del__')

left = Node()
right = Node()
left.other = right
right.other = left

del left, right
print('unreachable:', gc.collect())
print('finalizers called:', len(calls))
print('left in gc.garbage:', len(gc.garbage))
