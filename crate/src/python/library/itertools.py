class _Iterator:
    __slots__ = ()

    def __iter__(self):
        return self


class count(_Iterator):
    __slots__ = '_next', '_step'

    def __init__(self, start=0, step=1):
        self._next, self._step = start, step

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if self._step == 1:
            return f'count({self._next!r})'
        return f'count({self._next!r}, {self._step!r})'


class cycle(_Iterator):
    __slots__ = '_items', '_saved', '_index'

    def __init__(self, iterable, /):
        self._items, self._saved, self._index = iter(iterable), [], -1

    def __next__(self):
        if self._index < 0:
            for item in self._items:
                self._saved.append(item)
                return item
            self._items = None
            self._index = 0
        if not self._saved:
            raise StopIteration
        item = self._saved[self._index]
        self._index = (self._index + 1) % len(self._saved)
        return item


class repeat(_Iterator):
    __slots__ = '_object', '_left'

    def __init__(self, object, times=None):
        self._object, self._left = object, -1 if times is None else max(times, 0)

    def __next__(self):
        if self._left == 0:
            raise StopIteration
        if self._left > 0:
            self._left -= 1
        return self._object

    def __repr__(self):
        if self._left < 0:
            return f'repeat({self._object!r})'
        return f'repeat({self._object!r}, {self._left})'


class chain(_Iterator):
    __slots__ = '_source', '_active'

    def __init__(self, *iterables):
        self._source, self._active = iter(iterables), None

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls.__new__(cls)
        self._source, self._active = iter(iterable), None
        return self

    def __next__(self):
        while self._source is not None:
            if self._active is None:
                try:
                    self._active = iter(next(self._source))
                except StopIteration:
                    self._source = None
                    break
                except BaseException:
                    self._source = None
                    raise
            for item in self._active:
                return item
            self._active = None
        raise StopIteration


class islice(_Iterator):
    __slots__ = '_items', '_at', '_next', '_stop', '_step'

    def __init__(self, iterable, /, *bounds):
        bounds = slice(*bounds)
        start = 0 if bounds.start is None else bounds.start
        step = 1 if bounds.step is None else bounds.step
        stop = bounds.stop
        if stop is not None and (not isinstance(stop, int) or stop < 0):
            raise ValueError('Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
                             if bounds.start is None and bounds.step is None else
                             'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
        if not isinstance(start, int) or start < 0:
            raise ValueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
        if not isinstance(step, int) or step < 1:
            raise ValueError('Step for islice() must be a positive integer or None.')
        self._items, self._at, self._next, self._stop, self._step = iter(iterable), 0, start, stop, step

    def __next__(self):
        if self._items is None:
            raise StopIteration
        if self._stop is not None:
            wanted = min(self._next, self._stop)
        else:
            wanted = self._next
        while self._at < wanted:
            for _ in self._items:
                self._at += 1
                break
            else:
                self._items = None
                raise StopIteration
        if self._stop is not None and self._next >= self._stop:
            self._items = None
            raise StopIteration
        for item in self._items:
            self._at += 1
            self._next += self._step
            return item
        self._items = None
        raise StopIteration


class starmap(_Iterator):
    __slots__ = '_function', '_items'

    def __init__(self, function, iterable, /):
        self._function, self._items = function, iter(iterable)

    def __next__(self):
        return self._function(*next(self._items))


class takewhile(_Iterator):
    __slots__ = '_predicate', '_items', '_stopped'

    def __init__(self, predicate, iterable, /):
        self._predicate, self._items, self._stopped = predicate, iter(iterable), False

    def __next__(self):
        if not self._stopped:
            item = next(self._items)
            if self._predicate(item):
                return item
            self._stopped = True
        raise StopIteration


class dropwhile(_Iterator):
    __slots__ = '_predicate', '_items', '_started'

    def __init__(self, predicate, iterable, /):
        self._predicate, self._items, self._started = predicate, iter(iterable), False

    def __next__(self):
        while True:
            item = next(self._items)
            if self._started:
                return item
            if not self._predicate(item):
                self._started = True
                return item


class filterfalse(_Iterator):
    __slots__ = '_predicate', '_items'

    def __init__(self, predicate, iterable, /):
        self._predicate, self._items = predicate, iter(iterable)

    def __next__(self):
        while True:
            item = next(self._items)
            if not (item if self._predicate is None else self._predicate(item)):
                return item


class compress(_Iterator):
    __slots__ = '_data', '_selectors'

    def __init__(self, data, selectors):
        self._data, self._selectors = iter(data), iter(selectors)

    def __next__(self):
        while True:
            item = next(self._data)
            if next(self._selectors):
                return item


_nothing = object()


class accumulate(_Iterator):
    __slots__ = '_items', '_function', '_total', '_initial'

    def __init__(self, iterable, func=None, *, initial=None):
        self._items, self._function, self._total, self._initial = iter(iterable), func, _nothing, initial

    def __next__(self):
        if self._initial is not None:
            self._total, self._initial = self._initial, None
            return self._total
        item = next(self._items)
        if self._total is _nothing:
            self._total = item
        elif self._function is None:
            self._total = self._total + item
        else:
            self._total = self._function(self._total, item)
        return self._total


class pairwise(_Iterator):
    __slots__ = '_items', '_old'

    def __init__(self, iterable, /):
        self._items, self._old = iter(iterable), _nothing

    def __next__(self):
        if self._old is _nothing:
            self._old = next(self._items)
        pair = self._old, next(self._items)
        self._old = pair[1]
        return pair


class batched(_Iterator):
    __slots__ = '_items', '_size'

    def __init__(self, iterable, n):
        if n < 1:
            raise ValueError('n must be at least one')
        self._items, self._size = iter(iterable), n

    def __next__(self):
        batch = []
        for item in self._items:
            batch.append(item)
            if len(batch) == self._size:
                break
        if not batch:
            raise StopIteration
        return tuple(batch)


class zip_longest(_Iterator):
    __slots__ = '_iterators', '_active', '_fill'

    def __init__(self, *iterables, fillvalue=None):
        self._iterators = [iter(it) for it in iterables]
        self._active, self._fill = len(iterables), fillvalue

    def __next__(self):
        if not self._active:
            raise StopIteration
        values = []
        for index, it in enumerate(self._iterators):
            value = self._fill
            if it is not None:
                for value in it:
                    break
                else:
                    self._iterators[index] = None
                    self._active -= 1
                    if not self._active:
                        raise StopIteration
            values.append(value)
        return tuple(values)


class product(_Iterator):
    __slots__ = '_pools', '_indices'

    def __init__(self, *iterables, repeat=1):
        self._pools = tuple([tuple(pool) for pool in iterables]) * repeat
        self._indices = None

    def __next__(self):
        if self._indices is None:
            if not all(self._pools):
                self._indices = ()
                raise StopIteration
            self._indices = [0] * len(self._pools)
        elif self._indices == ():
            raise StopIteration
        else:
            for place in range(len(self._pools) - 1, -1, -1):
                self._indices[place] += 1
                if self._indices[place] < len(self._pools[place]):
                    break
                self._indices[place] = 0
            else:
                self._indices = ()
                raise StopIteration
        return tuple([pool[index] for pool, index in zip(self._pools, self._indices)])


class permutations(_Iterator):
    __slots__ = '_pool', '_length', '_indices', '_cycles'

    def __init__(self, iterable, r=None):
        self._pool = tuple(iterable)
        self._length = len(self._pool) if r is None else r
        self._indices = None
        self._cycles = None

    def __next__(self):
        n, r = len(self._pool), self._length
        if self._indices is None:
            if r > n:
                raise StopIteration
            self._indices = list(range(n))
            self._cycles = list(range(n, n - r, -1))
        elif self._indices == ():
            raise StopIteration
        else:
            for i in range(r - 1, -1, -1):
                self._cycles[i] -= 1
                if self._cycles[i] == 0:
                    self._indices[i:] = self._indices[i + 1:] + self._indices[i:i + 1]
                    self._cycles[i] = n - i
                else:
                    j = n - self._cycles[i]
                    self._indices[i], self._indices[j] = self._indices[j], self._indices[i]
                    break
            else:
                self._indices = ()
                raise StopIteration
        return tuple([self._pool[i] for i in self._indices[:r]])


class combinations(_Iterator):
    __slots__ = '_pool', '_length', '_indices'

    def __init__(self, iterable, r):
        self._pool, self._length, self._indices = tuple(iterable), r, None

    def __next__(self):
        n, r = len(self._pool), self._length
        if self._indices is None:
            if r > n:
                raise StopIteration
            self._indices = list(range(r))
        elif self._indices == ():
            raise StopIteration
        else:
            for i in range(r - 1, -1, -1):
                if self._indices[i] != i + n - r:
                    break
            else:
                self._indices = ()
                raise StopIteration
            first = self._indices[i] + 1
            self._indices[i:] = range(first, first + r - i)
        return tuple([self._pool[i] for i in self._indices])


class combinations_with_replacement(_Iterator):
    __slots__ = '_pool', '_length', '_indices'

    def __init__(self, iterable, r):
        self._pool, self._length, self._indices = tuple(iterable), r, None

    def __next__(self):
        n, r = len(self._pool), self._length
        if self._indices is None:
            if not n and r:
                raise StopIteration
            self._indices = [0] * r
        elif self._indices == ():
            raise StopIteration
        else:
            for i in range(r - 1, -1, -1):
                if self._indices[i] != n - 1:
                    break
            else:
                self._indices = ()
                raise StopIteration
            self._indices[i:] = [self._indices[i] + 1] * (r - i)
        return tuple([self._pool[i] for i in self._indices])


class _grouper(_Iterator):
    __slots__ = '_parent', '_key'

    def __init__(self, parent, key):
        self._parent, self._key = parent, key

    def __next__(self):
        parent = self._parent
        if parent._group is not self:
            raise StopIteration
        if parent._value is _nothing:
            parent._advance()
        if not self._key == parent._current:
            raise StopIteration
        value = parent._value
        parent._value = _nothing
        return value


class groupby(_Iterator):
    __slots__ = '_items', '_function', '_target', '_current', '_value', '_group'

    def __init__(self, iterable, key=None):
        self._items, self._function = iter(iterable), key
        self._target = self._current = self._value = _nothing
        self._group = None

    def _advance(self):
        self._value = next(self._items)
        self._current = self._value if self._function is None else self._function(self._value)

    def __next__(self):
        self._group = None
        while self._current is self._target or self._current == self._target:
            self._advance()
        self._target = self._current
        self._group = _grouper(self, self._target)
        return self._current, self._group


class _tee(_Iterator):
    __slots__ = '_items', '_link', '__weakref__'

    def __init__(self, items, link):
        self._items, self._link = items, link

    def __next__(self):
        link = self._link
        if len(link) == 0:
            link.append(next(self._items))
            link.append([])
        self._link = link[1]
        return link[0]


def tee(iterable, n=2, /):
    items, link = iter(iterable), []
    return tuple([_tee(items, link) for _ in range(n)])
