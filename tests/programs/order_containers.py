# The order in which lists, tuples, dicts and slices let go of their items.


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


def items(text):
    return [Item(letter) for letter in text]


row = items('abc')
del row
print('- a list')
row = items('abc')
row.clear()
print('- list.clear')
row = items('abc')
row[:] = []
print('- all by a slice')
row = items('abcdef')
del row[1:4]
print('- a slice', end=': ')
row = None
print('- the rest')
row = items('abcdef')
row[::2] = [1, 2, 3]
print('- an extended slice', end=': ')
del row
print('- the rest')
pair = tuple(items('abc'))
pair = None
print('- a tuple')
table = {item.name: item for item in items('abc')}
del table['a']
print('- one entry', end=': ')
table.clear()
print('- dict.clear')
table = {1: Item('one'), 2: Item('two')}
table[1] = Item('uno')
print('- overwritten', end=': ')
del table
print('- a dict')
row = items('xyz')
row.pop()
print('- pop', end=': ')
row.pop(0)
print('- pop(0)', end=': ')
row.remove(row[0])
print('- remove')
