# A module that is not in the standard library.
import numpy

print(numpy.zeros(3))
