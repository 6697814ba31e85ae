# Callbacks of one object run newest first, after its finalizer when the last reference goes.
import weakref


class Subject:
    def __del__(self):
        print('finalizer')


def callback(number):
    return lambda reference: print('callback', number, reference())


subject = Subject()
references = [weakref.ref(subject, callback(number)) for number in range(4)]
plain = weakref.ref(subject)
print(plain is weakref.ref(subject), weakref.getweakrefcount(subject))
del references[1]
print(weakref.getweakrefcount(subject), len(weakref.getweakrefs(subject)))
del subject
print(plain(), [reference() for reference in references])
