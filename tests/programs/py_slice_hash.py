# Slices are hashable from 3.12 on, otherwise than tuples.
for parts in (1,), (1, 2, 3), (None,), (-1, -1, -1), ([], 1):
    try:
        print(hash(slice(*parts)) == hash(slice(*parts)), hash(slice(*parts)) == hash(parts))
    except TypeError as error:
        print(error)
try:
    print({slice(1, 2): 'two'}[slice(1, 2)])
except TypeError as error:
    print(error)
