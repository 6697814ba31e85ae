# A deque repeated, searched; bytes searched.
from collections import deque
d = deque([1, 2], 3)
print(d * 2, 2 * d, deque('ab') * 3); d *= 2; print(d); e = d; d += [9]; print(e is d, d)
b = bytearray(b'a'); c = b; c += b'b'; print(b, b is c, b'b' in b, b'' in b'x', b'xy' in b'axyb', 97 in b'a')
try: deque([1]).index(2)
except ValueError as x: print(x)
