# Swapping names and assigning several at once.


class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


a, b = Named('first'), Named('second')
a, b = b, a
del a
print('|', end=' ')
del b
print()
a = b = Named('shared')
a = Named('own')
print('|', end=' ')
b = None
print('|', end=' ')
a = None
print()
a, b, c = Named('a'), Named('b'), Named('c')
c, b, a = None, None, None
print()
a, b = Named('a'), Named('b')
del b, a
print()
