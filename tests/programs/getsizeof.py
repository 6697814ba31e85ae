# sys.getsizeof is the size of one object; only differences within a version are shown.
import sys


class Plain:
    pass


print(sys.getsizeof([]) < sys.getsizeof([1, 2, 3]))
print(sys.getsizeof([0] * 10) - sys.getsizeof([0] * 4) == 6 * (sys.getsizeof([0]) - sys.getsizeof([])))
print(sys.getsizeof('abc') - sys.getsizeof('ab'))
print(sys.getsizeof(()) < sys.getsizeof((1,)))
print(sys.getsizeof([[]] * 3) == sys.getsizeof([1] * 3))
print(sys.getsizeof(2 ** 60) > sys.getsizeof(1))
