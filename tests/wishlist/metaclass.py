# A metaclass of one's own.


class Meta(type):
    def __new__(cls, name, bases, namespace):
        print('making', name)
        return super().__new__(cls, name, bases, namespace)


class Made(metaclass=Meta):
    pass
