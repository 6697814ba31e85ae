# A finalizer runs even when __init__ did not finish.


class Account:
    def __init__(self, amount):
        self.opened = True
        if amount < 0:
            raise ValueError('negative')
        self.amount = amount

    def __del__(self):
        print('closing', hasattr(self, 'opened'), hasattr(self, 'amount'))


account = Account(5)
del account
try:
    Account(-5)
except ValueError as error:
    print('error:', error)
print('end')
