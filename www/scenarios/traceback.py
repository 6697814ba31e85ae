# An exception that is kept keeps the
# variables of the functions it came through.
import gc

class Data:
    pass

def work():
    data = Data()
    try:
        data.missing
    except AttributeError as error:
        kept = error

work()
print('unreachable:', gc.collect())
