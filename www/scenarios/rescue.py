# Two rings lose their names, but one of
# them has a friend outside.
import gc

class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []

ada = Person('Ada')
bob = Person('Bob')
ada.friends.append(bob)
bob.friends.append(ada)

eve = Person('Eve')
max = Person('Max')
eve.friends.append(max)
max.friends.append(eve)

guest = Person('guest')
guest.friends.append(bob)

del ada, bob, eve, max
print('unreachable:', gc.collect())
