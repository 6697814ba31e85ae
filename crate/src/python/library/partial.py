class partial:
    __slots__ = 'func', 'args', 'keywords', '__dict__', '__weakref__'

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        self = object.__new__(cls)
        if type(func) is partial:
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        self.func, self.args, keywords, names = state
        self.keywords = keywords or {}
        self.__dict__.update(names or {})

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f'{key}={value!r}' for key, value in self.keywords.items()]
        return f'functools.partial({", ".join(parts)})'


def reduce(function, iterable, /, *initial):
    items = iter(iterable)
    if initial:
        result = initial[0]
    else:
        try:
            result = next(items)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    for item in items:
        result = function(result, item)
    return result
