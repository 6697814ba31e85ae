# parameters that closures share: up to 3.10 their cells are released behind all other locals
log = []


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def returns(p, q):
    if log is None:
        return lambda: p
    d = [N('d'), q]


def fails(p, q):
    if log is None:
        return lambda: p
    d = [N('d'), q]
    raise ValueError


def yields(p, q):
    if log is None:
        yield lambda: p
    d = [N('d'), q]
    yield d


returns(N('p'), N('q'))
print(log)
log.clear()
try:
    fails(N('p'), N('q'))
except ValueError:
    pass
print(log)
log.clear()
for value in yields(N('p'), N('q')):
    value = None
print(log)
log.clear()
generator = yields(N('p'), N('q'))
next(generator)
del generator
print(log)
