# del of names, items, attributes and slices, and of what is not there.


class Box:
    size = 1


box = Box()
box.size = 2
box.label = 'a'
del box.size
print(box.size)
row = list(range(6))
del row[0], row[-1]
del row[1:3]
print(row)
table = {'a': 1, 'b': 2, 'c': 3}
del table['b']
print(table)
x = y = 1
del x
print(y)
del (y)


def local():
    value = 1
    del value
    value = 2
    return value


print(local())


def attempt(label, action):
    try:
        action()
    except Exception as error:
        print(label, type(error).__name__, error)


def name():
    global x
    del x


def attribute():
    del box.size


def item():
    del table['zzz']


def index():
    del row[99]


def pair():
    del (1, 2)[0]


def letter():
    word = 'abc'
    del word[0]


attempt('name', name)
attempt('attribute', attribute)
attempt('item', item)
attempt('index', index)
attempt('tuple', pair)
attempt('str', letter)
