# The running frame as an object.
import sys

print(sys._getframe().f_lineno)
