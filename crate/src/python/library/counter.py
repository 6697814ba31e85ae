from itertools import chain, repeat, starmap


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ordered if n is None else ordered[:n]

    def elements(self):
        return chain.from_iterable(starmap(repeat, self.items()))

    def update(self, iterable=None, /, **kwds):
        if iterable is not None:
            if isinstance(iterable, dict):
                if self:
                    for element, count in iterable.items():
                        self[element] = count + self.get(element, 0)
                else:
                    super().update(iterable)
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if iterable is not None:
            if isinstance(iterable, dict):
                for element, count in iterable.items():
                    self[element] = self.get(element, 0) - count
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, element):
        if element in self:
            super().__delitem__(element)

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f'{self.__class__.__name__}({shown!r})'

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for part in (self, other) for key in part)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        total = Counter()
        for key, count in self.items():
            count += other[key]
            if count > 0:
                total[key] = count
        for key, count in other.items():
            if key not in self and count > 0:
                total[key] = count
        return total

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        rest = Counter()
        for key, count in self.items():
            count -= other[key]
            if count > 0:
                rest[key] = count
        for key, count in other.items():
            if key not in self and count < 0:
                rest[key] = -count
        return rest

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        larger = Counter()
        for key, count in self.items():
            theirs = other[key]
            count = theirs if count < theirs else count
            if count > 0:
                larger[key] = count
        for key, count in other.items():
            if key not in self and count > 0:
                larger[key] = count
        return larger

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        smaller = Counter()
        for key, count in self.items():
            theirs = other[key]
            count = count if count < theirs else theirs
            if count > 0:
                smaller[key] = count
        return smaller

    def __pos__(self):
        positive = Counter()
        for key, count in self.items():
            if count > 0:
                positive[key] = count
        return positive

    def __neg__(self):
        negated = Counter()
        for key, count in self.items():
            if count < 0:
                negated[key] = -count
        return negated

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for key, theirs in other.items():
            if theirs > self[key]:
                self[key] = theirs
        return self._keep_positive()

    def __iand__(self, other):
        for key, count in self.items():
            theirs = other[key]
            if theirs < count:
                self[key] = theirs
        return self._keep_positive()
