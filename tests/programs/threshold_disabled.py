# gc.disable and a first threshold of 0 stop automatic collections; cycles then wait for gc.collect.
import gc

gc.collect(); gc.freeze()
ran = []
gc.callbacks.append(lambda phase, info: ran.append(phase))


class Loop:
    def __init__(self):
        self.me = self


gc.set_threshold(5, 1, 1)
gc.disable()
for _ in range(50):
    Loop()
print('disabled', len(ran))
print(gc.collect())
ran.clear()
gc.set_threshold(0, 1, 1)
gc.enable()
for _ in range(50):
    Loop()
print('threshold 0', len(ran))
gc.callbacks.clear()
print(gc.collect())
