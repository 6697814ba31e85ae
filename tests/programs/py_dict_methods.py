# What dicts can do; they keep the order of insertion.

ages = {'ann': 31, 'bob': 25}
ages['cid'] = 40
print(ages, len(ages), 'bob' in ages, 'dan' not in ages)
print(ages.get('dan'), ages.get('dan', 0), ages['ann'])
print(list(ages), list(ages.keys()), list(ages.values()), list(ages.items()))
ages.update({'ann': 32, 'eve': 1})
ages.update(fay=2)
print(ages, ages.pop('bob'), ages.pop('nobody', None), ages)
print(ages.setdefault('gus', 7), ages.setdefault('ann', 0), ages.popitem())
del ages['cid']
ages['cid'] = 41
print(ages)
print({k: v for k, v in sorted(ages.items())}, dict([('a', 1), ('b', 2)]), dict(x=1, y=2), dict.fromkeys('abc', 0))
for name, age in ages.items():
    print(name, age, end='; ')
print()
print({'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {1: 'int', 1.0: 'float', True: 'bool'})
print({(1, 2): 'pair', None: 0, 'k': [1]})
print({**{'a': 1}, 'b': 2, **{'a': 3}}, {'a': 1} | {'b': 2})
copy = ages.copy()
copy.clear()
print(copy, len(ages))
print(ages.keys(), ages.values(), ages.items())


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: ages['zoe'])
attempt(lambda: {}.popitem())
attempt(lambda: {}.pop(1))
attempt(lambda: {[]: 1})
attempt(lambda: [ages.pop(name) for name in ages])
