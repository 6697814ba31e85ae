# is compares objects, == compares values; immutable values may be shared, mutable ones are not.

a = [1]
b = [1]
c = a
print(a == b, a is b, a is c)
print(None is None, True is True, a is None)
c.append(2)
print(a, b)


class Same:
    def __eq__(self, other):
        return True


same = Same()
print(same == 5, same != 5, same in [1, 2])
d = {'row': a}
d['row'].append(3)
print(a, d['row'] is a)


def change(row):
    row.append('changed')
    row = ['new']
    return row


print(change(a), a)
print(id(a) == id(c), id(a) == id(b))
s = 'text'
t = s
t += '!'
print(s, t)
r = [1]
q = r
q += [2]
print(r, q is r)
q = q + [3]
print(r, q is r)
