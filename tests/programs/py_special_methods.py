# Comparison, length, indexing, truth, arithmetic and calling through methods of the class.


class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, index):
        return self.parts[index]

    def __setitem__(self, index, value):
        self.parts[index] = value

    def __contains__(self, value):
        return value in self.parts

    def __add__(self, other):
        return Vector(*[a + b for a, b in zip(self.parts, other.parts)])

    def __mul__(self, factor):
        return Vector(*[part * factor for part in self.parts])

    def __neg__(self):
        return self * -1

    def __bool__(self):
        return any(self.parts)

    def __call__(self, function):
        return [function(part) for part in self.parts]

    def __iter__(self):
        return iter(self.parts)

    def __repr__(self):
        return 'Vector' + repr(tuple(self.parts))


v, w = Vector(1, 2), Vector(3, 4)
print(v + w, v * 3, -v, v == w, v != w, v == Vector(1, 2), v < w, v > w)
print(len(v), v[0], v[-1], v[:1], 2 in v, 5 in v, bool(v), bool(Vector(0, 0)), not Vector())
v[0] = 9
print(v, list(v), v(str), sorted([v, w]))
print([x for x in w], sum(w), max(w))
