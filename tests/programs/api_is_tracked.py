# Which objects the collector tracks, and which it leaves out.
import gc

gc.disable()
gc.collect(); gc.freeze()


class Plain:
    pass


class Slotted:
    __slots__ = ()


def function():
    pass


print('atoms', [gc.is_tracked(x) for x in (None, 1, 1.5, 'text', True, range(3))])
print('containers', gc.is_tracked([]), gc.is_tracked(set()), gc.is_tracked(()))
print('instances', gc.is_tracked(Plain()), gc.is_tracked(Slotted()), gc.is_tracked(object()))
print('code', gc.is_tracked(Plain), gc.is_tracked(function), gc.is_tracked(len))
empty = {}
print('empty dict', gc.is_tracked(empty))
empty['number'] = 1
print('dict of numbers', gc.is_tracked(empty))
empty['list'] = []
print('dict with a list', gc.is_tracked(empty))
del empty['list']
print('list deleted', gc.is_tracked(empty))
gc.collect()
print('after a collection', gc.is_tracked(empty))
number = 5
pair = (number, number)
nested = (pair, number)
print('pair', gc.is_tracked(pair), 'nested', gc.is_tracked(nested))
gc.collect()
print('pair', gc.is_tracked(pair), 'nested', gc.is_tracked(nested))
gc.collect()
print('pair', gc.is_tracked(pair), 'nested', gc.is_tracked(nested))
