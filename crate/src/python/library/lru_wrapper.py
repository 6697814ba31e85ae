_mark = object()


class _lru_cache_wrapper:
    __slots__ = '_function', '_maxsize', '_typed', '_cache', '_hits', '_misses', '_info', '__dict__', '__weakref__'

    def __new__(cls, function, maxsize, typed, info):
        self = object.__new__(cls)
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._cache = {}
        self._hits = self._misses = 0
        self._info = info
        return self

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return type(self.__call__)(self, instance)

    def __call__(self, /, *args, **kwargs):
        if self._maxsize == 0:
            self._misses += 1
            return self._function(*args, **kwargs)
        if not kwargs and not self._typed:
            key = args
            if len(args) == 1 and type(args[0]) in (int, str):
                key = args[0]
        else:
            key = args
            if kwargs:
                key += (_mark,)
                for item in kwargs.items():
                    key += item
            if self._typed:
                key += tuple([*map(type, args)]) + tuple([*map(type, kwargs.values())])
        cache = self._cache
        result = cache.get(key, _mark)
        if result is not _mark:
            self._hits += 1
            if self._maxsize is not None:
                del cache[key]
                cache[key] = result
            return result
        self._misses += 1
        result = self._function(*args, **kwargs)
        if self._maxsize is not None and len(cache) >= self._maxsize and key not in cache:
            del cache[next(iter(cache))]
        cache[key] = result
        return result

    def cache_info(self):
        return self._info(self._hits, self._misses, self._maxsize, len(self._cache))

    def cache_clear(self):
        self._hits = self._misses = 0
        self._cache.clear()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self
