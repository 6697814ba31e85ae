# Two pairs lose their names, but someone
# outside knows one of them.
import gc

class Person:
    def __init__(self, name):
        self.name = name
        self.friend = None

ada = Person('Ada')
bob = Person('Bob')
ada.friend = bob
bob.friend = ada

eve = Person('Eve')
max = Person('Max')
eve.friend = max
max.friend = eve

guest = Person('guest')
guest.friend = bob

del ada, bob, eve, max
print('unreachable:', gc.collect())
