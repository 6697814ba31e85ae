# Clock and chance: the same program must give the same result.
import random
import time

print(random.random(), time.time())
