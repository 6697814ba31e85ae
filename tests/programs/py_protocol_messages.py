# What with, isinstance, issubclass and a class statement say of the wrong kind of thing.
class Nothing:
    pass


class OnlyEnter:
    def __enter__(self):
        return self


class OnlyExit:
    def __exit__(self, *error):
        return None


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


def enter(manager):
    with manager:
        print('inside')


for manager in (Nothing(), OnlyEnter(), OnlyExit(), 1):
    attempt(lambda: enter(manager))
attempt(lambda: isinstance(1, 1))
attempt(lambda: issubclass(int, 1))
attempt(lambda: issubclass(1, int))


def crossed():
    class A:
        pass

    class B(A):
        pass

    class C(A, B):
        pass


attempt(crossed)
