# Deeply nested containers with finalizers that collect.
import gc
class Ouch:
    n = 0
    def __del__(self):
        Ouch.n += 1
        if Ouch.n % 17 == 0: gc.collect()
gc.enable()
N = 150
for count in range(2):
    t = []
    for i in range(N): t = [t, Ouch()]
    t = ()
    for i in range(N): t = (t, Ouch())
    t = {}
    for i in range(N): t = {0: t, 1: Ouch()}
del t
print(Ouch.n)
