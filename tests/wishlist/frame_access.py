# The locals of a frame as a dict: a snapshot up to 3.12, a view since.
import sys


def local():
    name = 1
    return sys._getframe().f_locals


print(local())
