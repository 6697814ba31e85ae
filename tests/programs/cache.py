# A cache of weak references forgets what nobody else uses.
import weakref


class Image:
    def __init__(self, name):
        self.name = name


cache = {}


def load(name):
    image = cache[name]() if name in cache else None
    if image is None:
        print('loading', name)
        image = Image(name)
        cache[name] = weakref.ref(image, lambda reference: cache.pop(name))
    return image


first = load('sky')
second = load('sky')
print(first is second, list(cache))
first = None
print(list(cache))
second = None
print(list(cache))
load('sea')
print(list(cache))
