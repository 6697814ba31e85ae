# How big is a list of lists?
import sys

small = [[]]
large = [list(range(1000))]

print('as big as each other:', sys.getsizeof(small) == sys.getsizeof(large))
print('bigger than what is in it:', sys.getsizeof(large) > sys.getsizeof(large[0]))
