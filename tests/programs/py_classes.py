# Classes: attributes of the class and of the instance, methods, repr and str.


class Counter:
    made = 0
    step = 2

    def __init__(self, start=0):
        Counter.made += 1
        self.value = start

    def advance(self, times=1):
        for _ in range(times):
            self.value += self.step
        return self

    def __repr__(self):
        return f'Counter({self.value})'

    def __str__(self):
        return 'at ' + str(self.value)


a = Counter()
b = Counter(start=10)
print(a, b, [a, b], Counter.made)
print(a.advance(), a.advance(3), repr(b.advance(times=2)))
a.step = 100
print(a.advance(), b.advance(), Counter.step)
del a.step
print(a.advance())
Counter.step = 1
print(a.advance(), b.advance())
print(type(a) is Counter, isinstance(b, Counter), Counter.__name__, a.__class__ is Counter)
method = b.advance
print(method(5), b.value)
print(Counter.advance(b, 1))
