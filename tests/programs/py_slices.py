# Slices read, written and deleted.

row = list(range(10))
print(row[2:5], row[:3], row[7:], row[-3:], row[:-7], row[::3], row[::-1], row[8:2:-2], row[5:100], row[100:])
row[2:4] = ['two', 'three', 'and']
print(row)
row[1:1] = [0.5]
print(row)
row[:3] = []
print(row)
del row[-2:]
print(row)
row[::2] = ['x'] * len(row[::2])
print(row)
del row[::2]
print(row)
text = 'abcdefgh'
print(text[2:4], text[::-1], text[-3:-1], text[:0] == '')
print((1, 2, 3, 4)[1:3], (1, 2, 3)[::-1])
try:
    row[::2] = [1]
except ValueError as error:
    print(error)
try:
    row[::0]
except ValueError as error:
    print(error)
