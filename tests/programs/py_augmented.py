# Augmented assignment to names, items, attributes and slices.


class Account:
    def __init__(self):
        self.sum = 0
        self.log = []


a = 5
a += 2
a -= 1
a *= 3
a //= 4
a **= 2
a %= 7
print(a)
a = 10
a /= 4
print(a)
a = 6
a &= 3
a |= 8
a ^= 1
a <<= 2
a >>= 1
print(a)
account = Account()
account.sum += 5
account.log += ['five']
account.log *= 2
print(account.sum, account.log)
row = [1, 2, 3]
row[0] += 10
row[-1] *= 2
row[1:2] += [0]
print(row)
table = {'n': 1}
table['n'] += 1
table['n'] -= 5
print(table)
word = 'a'
word += 'b'
word *= 3
print(word)
try:
    table['missing'] += 1
except KeyError as error:
    print('KeyError', error)
pair = ([],)
try:
    pair[0] += [1]
except TypeError as error:
    print(error, pair)
