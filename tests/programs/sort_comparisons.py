# Which comparisons list.sort asks for, and how many, up to 63 items.
class K:
    def __init__(self, v, i):
        self.v = v
        self.i = i
    def __lt__(self, other):
        log.append((self.i, other.i))
        return self.v < other.v
def rnd():
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536
seed = 1
total = 0
for n in list(range(0, 10)) + [20, 63]:
    for spread in (2, 5):
        for shape in range(4):
            log = []
            items = [K(rnd() % spread, i) for i in range(n)]
            if shape == 1:
                items = [K(i // (1 + rnd() % 3), i) for i in range(n)]
            if shape == 2:
                items = [K(-i, i) for i in range(n // 2)] + items[n // 2:]
            if shape == 3:
                items = [K(-(i // 2), i) for i in range(n)]
            if spread == 5:
                items.sort(reverse=True)
            else:
                items.sort()
            h = 0
            for a, b in log:
                h = (h * 31 + a * 7 + b) % 1000003
            print(n, spread, shape, len(log), h, [k.i for k in items][:5])
