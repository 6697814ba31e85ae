# Which tuples the collector tracks: constants, nested ones, made at run time; before and after a collection.
import gc
gc.collect(); gc.freeze()
a = (1, 2); b = (1, (2, 3)); c = ((), 1); d = (b'x', 'y', None); e = ((1, (2,)), 3); f = (1.5, (2j, ...)); g = ((1, 2), (3, (4, 5))); h = (frozenset({1}), 1); i = ((1,2),)
def fn(): return (1, (2, 3))
print([gc.is_tracked(x) for x in (a, b, c, d, e, f, g, g[0], g[1], g[1][1], b[1], h, i, fn(), fn)])
x = 1
dyn = (x, (x, x)); print([gc.is_tracked(y) for y in (dyn, dyn[1], (x, a), (x, b), tuple([1, a]), tuple([[1]]))])
gc.collect()
print([gc.is_tracked(x) for x in (a, b, c, d, e, f, g, g[0], g[1], g[1][1], b[1], h, i, fn(), dyn)], gc.get_count())
print(len(gc.get_objects()))
