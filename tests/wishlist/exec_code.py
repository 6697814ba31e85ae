# exec of a string.
exec('x = 1')
print(x)
