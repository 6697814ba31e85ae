# exec of a string in a function, without a dict for its names.
def f():
    exec('x = 1')


f()
