# Tracebacks of chained exceptions: with a cause, and while another one was handled.


def read(table, key):
    try:
        return table[key]
    except KeyError as error:
        raise ValueError('bad key') from error


def total(table):
    try:
        return read(table, 'a') + read(table, 'b')
    except ValueError:
        return missing


print(read({'a': 1}, 'a'))
total({'a': 1})
