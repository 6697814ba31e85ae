# When a function's locals, parameters and temporaries go.


class Local:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


def three():
    a = Local('a')
    b = Local('b')
    c = Local('c')


def parameters(x, y):
    inner = Local('inner')


def given_back():
    kept = Local('kept')
    lost = Local('lost')
    return kept


def replaced():
    value = Local('old')
    value = Local('new')
    print('|', end=' ')


def deleted():
    first = Local('first')
    second = Local('second')
    del second
    print('|', end=' ')


def failing():
    held = Local('held')
    raise ValueError(Local('argument'))


three()
print('- three locals')
parameters(Local('x'), Local('y'))
print('- parameters and a local')
result = given_back()
print('|', end=' ')
del result
print('- one is returned')
replaced()
print('- rebinding')
deleted()
print('- del')
try:
    failing()
except ValueError:
    print('handler', end=' ')
print('- an exception')
Local('temporary')
print('- an expression statement')
Local('one'), Local('two')
print('- a tuple of temporaries')
for item in [Local('p'), Local('q')]:
    pass
print('|', end=' ')
item = None
print('- a loop variable')
