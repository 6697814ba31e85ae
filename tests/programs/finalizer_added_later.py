# Only the class decides about __del__: one on the instance is ignored, one added to the class later is used.


class Quiet:
    pass


quiet = Quiet()
quiet.__del__ = lambda: print('from the instance')
del quiet
print('nothing was printed')
other = Quiet()
Quiet.__del__ = lambda self: print('from the class')
other.__del__()
del other
del Quiet.__del__
Quiet()
print('end')
