# What a base class keeps of its subclasses: made with the first, and from 3.11 gone with the last.
import gc

gc.collect(); gc.freeze()
gc.disable()


class Base:
    pass


def one():
    class A(Base):
        pass
    return A


def two():
    class A(Base):
        pass

    class B(Base):
        pass
    return A, B


def chain():
    class A:
        pass

    class B(A):
        pass
    return A, B


def lists():
    class A(list):
        pass
    return A


def errors():
    class A(KeyError):
        pass
    return A


for make in one, two, chain, lists, errors, one:
    make()
    gc.collect(); gc.freeze()
    made = make()
    count, tracked = gc.get_count()[0], len(gc.get_objects())
    made = None
    print(make.__name__, count, tracked, gc.collect(), gc.get_count(), len(gc.get_objects()))
