# Names, attributes and locals that are not there.


class Thing:
    def __init__(self):
        self.colour = 'red'


def unbound():
    print(value)
    value = 1


def gone():
    value = 1
    del value
    return value


def free():
    def inner():
        return value
    del value
    return inner()
    value = 1


five, word = 5, 'abc'


def attempt(label, action):
    try:
        print(label, action())
    except Exception as error:
        print(label, type(error).__name__, error)


attempt('global', lambda: nowhere)
attempt('unbound', unbound)
attempt('gone', gone)
attempt('attribute', lambda: Thing().size)
attempt('class attribute', lambda: Thing.size)
attempt('none', lambda: None.anything)
attempt('int', lambda: (1).anything)
attempt('call', lambda: five())
attempt('call an instance', lambda: Thing()())
attempt('subscript', lambda: Thing()[0])
attempt('int subscript', lambda: five[0])
attempt('length', lambda: len(Thing()))
attempt('iterate', lambda: list(Thing()))
attempt('add', lambda: Thing() + 1)
attempt('order', lambda: Thing() < Thing())
attempt('contains', lambda: 1 in 5)
attempt('item', lambda: word['a'])
