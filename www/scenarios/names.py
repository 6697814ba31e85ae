# del takes a name away.
# Does the object go with it?
freed = []

class Parrot:
    def __del__(self):
        freed.append('parrot')

polly = Parrot()
bird = polly

del polly
print('after del polly:', len(freed), 'freed')
bird = None
print('after bird = None:', len(freed), 'freed')
