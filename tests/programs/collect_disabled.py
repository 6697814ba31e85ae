# Whether a collection that is due still runs if gc.disable() comes before the interpreter looks for it.
import gc
gc.collect()
gc.freeze()
gc.set_threshold(2, 50, 50)
gc.callbacks.append(lambda phase, info: print(phase, info['generation']))
kept = [{1}, {2}, {3}, {4}, gc.disable()]
print('disabled')
kept.append({5})
gc.enable()
print('enabled')
kept.append([{1}, {2}, {3}, {4}, gc.set_threshold(500, 50, 50)])
print('threshold raised')
gc.set_threshold(2, 50, 50)
kept.append([{1}, {2}, {3}, {4}, gc.set_threshold(0)])
print('threshold zero')
