# sys.getrefcount of a name, of an object in two containers, before and after del.
import sys


class Thing:
    pass


thing = Thing()
print('one name', sys.getrefcount(thing))
other = thing
print('two names', sys.getrefcount(thing))
shelf = [thing]
print('and a list', sys.getrefcount(thing))
index = {'thing': thing}
print('and a dict', sys.getrefcount(thing))
del other
print('one name fewer', sys.getrefcount(thing))
shelf.append(thing)
print('twice in the list', sys.getrefcount(thing))
del shelf[0]
print('once in the list', sys.getrefcount(thing))
del shelf
print('no list', sys.getrefcount(thing))
index.clear()
print('empty dict', sys.getrefcount(thing))
thing = None
print('a temporary', sys.getrefcount(Thing()))
