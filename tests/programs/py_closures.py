# Closures, nonlocal, global, default values and recursion.


def counter(start):
    value = start

    def up(step=1):
        nonlocal value
        value += step
        return value

    def show():
        return value

    return up, show


up, show = counter(10)
print(up(), up(5), show())
other, _ = counter(0)
print(other(), show())

total = 0


def add(number):
    global total
    total += number


for number in range(5):
    add(number)
print(total)


def remember(item, seen=[]):
    seen.append(item)
    return seen


print(remember(1), remember(2), remember(3, []))


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


print(factorial(5), factorial(20))
adders = [lambda x: x + n for n in range(3)]
print([f(10) for f in adders])
adders = [lambda x, n=n: x + n for n in range(3)]
print([f(10) for f in adders])


def outer():
    def inner():
        return later
    later = 'assigned after the definition'
    return inner()


print(outer())
