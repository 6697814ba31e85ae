# A syntax error: nothing runs.
print('first')
values = [1, 2
print(values)
