# Many objects resurrected at once.
import gc
class Lazarus:
    def __init__(self, i): self.i = i; self.cargo = self
    resurrected = []
    def __del__(self): Lazarus.resurrected.append(self)
instances = [Lazarus(i) for i in range(50)]
gc.collect(); del instances; print(gc.collect(), len(Lazarus.resurrected), gc.collect())
Lazarus.resurrected.clear(); print(gc.collect() > 0)
