# The count of an object that only
# a local variable refers to.
import sys

def look():
    thing = object()
    print('in a function:', sys.getrefcount(thing))

look()

thing = object()
print('in the module:', sys.getrefcount(thing))
