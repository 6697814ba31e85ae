# Weak references count the members of a lost ring; the collection clears them.
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()


class Member:
    def __init__(self, name):
        self.name = name


def ring(names):
    members = [Member(name) for name in names]
    for one, next_one in zip(members, members[1:] + members[:1]):
        one.next = next_one
    return [weakref.ref(member) for member in members]


references = ring('abcd')
print([reference().name for reference in references])
print(gc.collect())
print([reference() for reference in references])
