# Two callbacks in order, one that fails: its error is printed, and the collection goes on.
import gc

gc.collect(); gc.freeze()


def failing(phase, info):
    if phase == 'stop':
        raise ValueError('no thanks')


def second(phase, info):
    print('second', phase, sorted(info)[:3])


gc.callbacks.append(failing)
gc.callbacks.append(second)
print(gc.collect())
print('nested collections return', end=' ')


def nested(phase, info):
    if phase == 'start':
        print(gc.collect())


gc.callbacks.clear()
gc.callbacks.append(nested)
gc.collect()
gc.callbacks.clear()
