# A metaclass that is a function.


def make(name, bases, namespace):
    print('making', name)
    return type(name, bases, namespace)


class Made(metaclass=make):
    pass
