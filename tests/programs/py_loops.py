# for and while with break, continue and else.

for number in range(2, 12):
    for divisor in range(2, number):
        if number % divisor == 0:
            break
    else:
        print(number, end=' ')
print()
count = 0
while count < 10:
    count += 1
    if count % 2:
        continue
    if count > 7:
        break
    print(count, end=' ')
else:
    print('never')
print('|', count)
while count:
    count -= 1
else:
    print('ended', count)
for letter in '':
    pass
else:
    print('empty')
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print((i, j), end=' ')
print()
for value in (1, 'two', [3], None):
    print(value, end=' ')
print(list(range(5, 0, -2)), range(3), range(1, 10, 4)[1], len(range(0, 10, 3)), 4 in range(0, 10, 2))
row = [1, 2, 3, 4]
for item in row:
    if item % 2 == 0:
        row.remove(item)
print(row)
