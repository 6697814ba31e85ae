# What iterators are made of, and how much of it a collection counts.
import gc
gc.collect(); gc.freeze()
class Box: pass
for make in (lambda b: map(lambda x: b, [1]), lambda b: zip([b]), lambda b: filter(None, [b]), lambda b: enumerate([b]), lambda b: reversed([b]), lambda b: zip([b], [b]), lambda b: zip(), lambda b: reversed((b,)), lambda b: iter({b: 1}.items()), lambda b: iter({b}), lambda b: map(print, [b], [b]), lambda b: enumerate([b], 5), lambda b: range(3).__iter__(), lambda b: iter(lambda: b, None)):
    b = Box(); b.it = make(b); del b
    n = gc.collect()
    b = Box(); b.it = make(b); print(gc.is_tracked(b.it), [(type(x).__name__, gc.is_tracked(x)) for x in gc.get_referents(b.it)], n); del b; gc.collect()
