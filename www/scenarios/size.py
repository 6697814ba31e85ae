# How big is a list of lists?
import sys

small = [[]]
large = [list(range(1000))]

print('a short list inside:', sys.getsizeof(small))
print('a long list inside:', sys.getsizeof(large))
print('the long list itself:', sys.getsizeof(large[0]))
