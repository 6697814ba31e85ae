# A class without a single instance
# goes out of use.
import gc

class Empty:
    pass

del Empty
print('unreachable:', gc.collect())
