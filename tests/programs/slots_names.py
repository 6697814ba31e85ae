# __slots__: names are mangled as attributes are, and what a class may not reserve
def attempt(label, namespace, *bases):
    try:
        made = type('C', bases, namespace)
        print(label, [name for name in sorted(made.__dict__) if name[:2] != '__'], made.__slots__)
    except (TypeError, ValueError) as error:
        print(label, type(error).__name__ + ':', error)


class Account:
    __slots__ = ('__balance', '_owner', 'name', '__id__')

    def __init__(self, balance):
        self.__balance = balance
        self.__id__ = 3

    def balance(self):
        return self.__balance


account = Account(10)
print(account.balance(), account._Account__balance, account.__id__, Account._Account__balance)
for act in ('account.__balance', 'account.name', 'account.other', 'del account.name'):
    try:
        exec(act, globals())
    except AttributeError as error:
        print(act, '|', error)


class Plain:
    pass


class First:
    __slots__ = ('a',)


class Second:
    __slots__ = ('b',)


class Third(First):
    __slots__ = ()


attempt('mangled', {'__slots__': ('__x', '_y', '__z__')})
attempt('a string', {'__slots__': 'name'})
attempt('conflict', {'__slots__': ('a',), 'a': 1})
attempt('a number', {'__slots__': (1,)})
attempt('no name', {'__slots__': ('a b',)})
attempt('a second dict', {'__slots__': ('__dict__',)}, Plain)
attempt('two layouts', {'__slots__': ()}, First, Second)
attempt('one layout', {'__slots__': ()}, Third, First)
attempt('list and int', {'__slots__': ()}, int, list)
attempt('tuple', {'__slots__': ('a',)}, tuple)
attempt('twice', {'__slots__': ()}, First, First)
attempt('not a base', {'__slots__': ()}, type(len))
both = type('Both', (First, Plain), {'__slots__': ()})()
both.other = 1
print(both.__dict__)
