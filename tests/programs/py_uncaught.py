# An uncaught exception ends the program with a traceback on standard error.


def inner(value):
    return 10 // value


def outer(value):
    print('dividing by', value)
    return inner(value)


print(outer(5))
print(outer(0))
print('never printed')
