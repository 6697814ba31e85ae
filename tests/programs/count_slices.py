# One dead slice is kept for the next: slicing costs no allocation, a second slice does (up to 3.13).
import sys
import gc
gc.collect(); gc.freeze()
l = list(range(10))
gc.collect()
print(gc.get_count()[0]); l[1:3]; print(gc.get_count()[0]); l[2:]; l[:3]; print(gc.get_count()[0])
if sys.version_info >= (3, 14): raise SystemExit
a = slice(1); print(gc.get_count()[0]); b = slice(2); print(gc.get_count()[0]); c = slice(3); print(gc.get_count()[0])
del a; print(gc.get_count()[0]); del b; print(gc.get_count()[0]); del c; print(gc.get_count()[0]); d = slice(1); print(gc.get_count()[0])
gc.collect(); print(gc.get_count()[0]); del d; print(gc.get_count()[0]); e = slice(1); print(gc.get_count()[0]); del e; print(gc.get_count()[0])
x = l[1:2][0:1]; print(gc.get_count()[0]); 'abc'[1:]; (1, 2)[:1]; print(gc.get_count()[0]); del l[1:2]; print(gc.get_count()[0]); l[1:1] = [5]; print(gc.get_count()[0])
for i in range(3): l[i:i + 1]
print(gc.get_count()[0])
