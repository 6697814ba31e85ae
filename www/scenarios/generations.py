# A ring that has survived two collections
# is old. Who finds it now?
import gc

class Graph:
    pass

ring = Graph()
ring.me = ring

gc.collect()
gc.collect()
del ring

print('generation 0:', gc.collect(0))
print('generation 1:', gc.collect(1))
print('generation 2:', gc.collect(2))
