# __init_subclass__ down to object's own, and what of the collector's rule of a quarter the first freeze leaves.
import gc

gc.collect(); gc.freeze()


class Base:
    made = []

    def __init_subclass__(cls, /, tag=None, **keywords):
        super().__init_subclass__(**keywords)
        Base.made.append((cls.__name__, tag))


class A(Base, tag='a'):
    pass


class B(A):
    def __init_subclass__(cls, **keywords):
        print('B', sorted(keywords))
        super().__init_subclass__(**keywords)


class C(B, tag='c'):
    pass


print(Base.made)
for keywords in {'other': 1}, {}:
    try:
        print(type('D', (Base,), {}, **keywords).__name__)
    except TypeError as error:
        print(error)
    try:
        print(type('E', (), {}, **keywords).__name__)
    except TypeError as error:
        print(error)
print(object.__init_subclass__(), A.__init_subclass__(tag='again'), Base.made[-1])
Base.made.clear()
del A, B, C
print(gc.collect())
