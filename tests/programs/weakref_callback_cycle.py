# A weak reference with a callback into a cycle: the callback runs before any finalizer and finds nothing.
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()


class Twin:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('finalizer of', self.name, '- the weak reference gives', watch())


def notice(reference):
    print('callback, the object is', reference(), reference is watch)


castor, pollux = Twin('castor'), Twin('pollux')
castor.twin, pollux.twin = pollux, castor
watch = weakref.ref(pollux, notice)
print(watch().name, weakref.getweakrefcount(pollux))
del castor, pollux
print('nothing yet', watch() is not None)
print(gc.collect())
print(watch())
