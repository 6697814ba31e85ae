# What does the count of an object count?
import sys

thing = object()
print('one name:', sys.getrefcount(thing))

box = [thing]
shelf = {'key': thing}
print('and two containers:', sys.getrefcount(thing))

del box
print('one container gone:', sys.getrefcount(thing))

other = thing
del thing
print('renamed:', sys.getrefcount(other))
