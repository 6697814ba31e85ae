# exec with a dict: a function in a cycle with its globals.
import gc
d = {}
exec("def f(): pass\n", d)
gc.collect(); del d; print(gc.collect())
