# Each place in a container is one reference, and lets go when it is overwritten or removed.
import sys


class Thing:
    pass


t = Thing()
count = lambda: sys.getrefcount(t) - base
base = sys.getrefcount(t)
row = [t]
print('append', count())
row *= 3
print('times three', count())
copy = row[:]
print('copied', count())
row[0] = None
print('one replaced', count())
row.extend([t, t])
print('extended', count())
del row[1:]
print('slice deleted', count())
copy.clear()
print('copy cleared', count())
table = {1: t, 2: t, t: 3}
print('dict', count())
table.pop(2)
print('popped', count())
del table[t]
print('key deleted', count())
other = dict(table)
print('dict copied', count())
table = other = None
print('dicts gone', count())
pair = (t, [t, (t,)])
print('nested', count())
pair = None
print('gone', count())
bag = {t}
bag.add(t)
print('set', count())
bag = None
t.me = t
print('self', count())
del t.me
t.method = t.__init__
print('method wrapper', count())
del t.method
lambdas = [lambda: t, lambda x=t: x]
print('default', count())
