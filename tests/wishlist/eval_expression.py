# eval of a string.
print(eval('1 + 2'))
