# copy.copy and copy.deepcopy.
import copy
a = [1, [2]]; b = copy.copy(a); c = copy.deepcopy(a); print(a == c, b[1] is a[1], c[1] is a[1])
