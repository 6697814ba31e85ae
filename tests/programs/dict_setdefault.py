# dict.setdefault hashes and compares a key once.
class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        print('hash', self.name)
        return 7

    def __eq__(self, other):
        print('eq', self.name, other.name)
        return self.name == other.name


d = {}
first = d.setdefault(Key('a'), [])
first.append(1)
print(d.setdefault(Key('a'), None) is first)
print(d.setdefault(Key('b')))
print(d.setdefault('x', 5), d.setdefault('x', 6))
print(d.setdefault(1) is None, [key if isinstance(key, (str, int)) else key.name for key in d])
try:
    d.setdefault([], 1)
except TypeError as error:
    print(error)
