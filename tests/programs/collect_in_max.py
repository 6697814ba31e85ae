# max and min of several arguments go through them with an iterator, up to 3.13: a collection may start there.
import gc
gc.disable()
gc.callbacks.append(lambda phase, info: print(phase) if phase == 'start' else None)
gc.set_threshold(1, 50, 50)
for function in max, min:
    gc.collect()
    print(function.__name__)
    gc.enable()
    kept = {1}
    largest = function(1, 2)
    print('done')
    largest = function(3, 4, key=abs)
    gc.disable()
    print('end')
