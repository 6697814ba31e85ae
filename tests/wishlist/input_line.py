# Reading from standard input.
name = input('name? ')
print('hello', name)
