# How much room lists have, by how they came about; counted in items, so that a machine's words do not matter.
import sys

size = sys.getsizeof
item = size([0]) - size([])


def room(items):
    return (size(items) - size([])) // item


def grown(items, change, times):
    rooms = []
    for _ in range(times):
        change(items)
        rooms.append(room(items))
    return rooms


def extended(items, iterable):
    items.extend(iterable)
    return items


def deleted(items):
    del items[0]


def cut(items):
    del items[:3]


print('append', grown([], lambda items: items.append(0), 40))
print('insert', grown([1], lambda items: items.insert(0, 0), 20))
print('pop', grown(list(range(20)), lambda items: items.pop(), 20))
print('pop the first', grown(list(range(20)), lambda items: items.pop(0), 20))
print('del', grown(list(range(20)), deleted, 20))
print('del a slice', grown(list(range(20)), cut, 7))
print('remove', grown([0] * 20, lambda items: items.remove(0), 20))
for length in 1, 2, 3, 4, 5, 8, 9, 17:
    values = tuple(range(length))
    print(length, 'list', room(list(values)), room(list(range(length))), room(list('a' * length)))
    print(length, 'list of tables', room(list({value: 1 for value in values})), room(list({value for value in values})))
    print(length, 'extend', room(extended([], values)), room(extended([0], values)), room(extended([0] * 4, values)))
    print(length, 'extend', room(extended([], range(length))), room(extended([], (value for value in values))))
    print(length, 'extend by zip', room(extended([], zip(values, values))), room(extended([1], map(abs, values))))
    print(length, 'display', room([*values]), room([*values, 1]), room([value for value in values]))
    print(length, 'copies', room(list(values)[:]), room(list(values) + [1]), room([0] * length), room([0] * length * 2))
    print(length, 'sorted', room(sorted(values)))
print('constants', room([1, 2, 3]), room([1, 2, 3, 4, 5, 6]), room([item, item, item]))
row = list(range(20)); row.clear(); print('clear', room(row))
row = list(range(20)); del row[:]; print('del all', room(row))
row = list(range(20)); row[:] = []; print('assign nothing', room(row))
row = [0] * 3; row[1:1] = [7] * 4; print('slices', room(row))
row = [0] * 3; row[1:2] = [7] * 40; print('slices', room(row))
row = [0] * 10; row[::2] = [7] * 5; print('slices', room(row))
row = [0] * 10; del row[::2]; print('slices', room(row))
row = [0] * 3; row *= 3; print('in place', room(row))
row *= 0; print('in place', room(row))
row = [1]; row += [2, 3, 4]; print('in place', room(row))
row = []; row += range(5); print('in place', room(row))
row = [1, 2]; row.extend(row); print('itself', room(row))
