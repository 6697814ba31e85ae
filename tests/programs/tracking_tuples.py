# Which tuples are tracked at birth: it depends on how they are made.
import gc

gc.collect(); gc.freeze()
tracked = gc.is_tracked
one = 1


def packed(*items):
    return items


def generated():
    yield one
    yield 2


pair = (one, 2)
print('display', tracked((one, 2)), tracked((one, [])), tracked((*[one], 2)))
print('packed', tracked(packed(one, 2)), tracked(packed(*[one, 2])), tracked(packed([])))
print('from a list', tracked(tuple([one, 2])), tracked(tuple(sorted([2, one]))))
print('from a generator', tracked(tuple(generated())))
print('from a range', tracked(tuple(range(2))), 'a str', tracked(tuple('ab')))
print('from a dict', tracked(tuple({one: 2})), 'a set', tracked(tuple({one})))
print('from map', tracked(tuple(map(abs, [one, 2]))), 'reversed', tracked(tuple(reversed([one, 2]))))
print('operators', tracked(pair + (3,)), tracked(pair * 2), tracked(pair[:1]), tracked((one, 2, 3)[::2]))
print('partition', tracked('a-b'.partition('-')), tracked('a-b'.rpartition('-')))
print('divmod of floats', tracked(divmod(5.0, 2)))
print('zip', [tracked(item) for item in zip([one, 2], [3, 4])])
print('popitem', tracked({one: 2}.popitem()))
print('list of items', [tracked(item) for item in list({one: 2}.items())])
print('arguments of an exception', tracked(ValueError(one, 2).args))
print('counts', tracked(gc.get_count()), tracked(gc.get_threshold()))
