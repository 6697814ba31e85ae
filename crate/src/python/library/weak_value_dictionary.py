from sys import version_info as _version
from weakref import _IterationGuard, _remove_dead_weakref, ref

_missing = object()


class KeyedRef(ref):
    __slots__ = 'key',

    def __new__(cls, referent, callback, key):
        self = ref.__new__(cls, referent, callback)
        self.key = key
        return self

    def __init__(self, referent, callback, key):
        super().__init__(referent, callback)


class WeakValueDictionary:
    if _version >= (3, 14):
        _pending_removals = ()

    def __init__(self, other=(), /, **kw):
        if _version >= (3, 14):
            def remove(reference, selfref=ref(self), _atomic_removal=_remove_dead_weakref):
                self = selfref()
                if self is not None:
                    _atomic_removal(self.data, reference.key)
        else:
            def remove(reference, selfref=ref(self), _atomic_removal=_remove_dead_weakref):
                self = selfref()
                if self is not None:
                    if self._iterating:
                        self._pending_removals.append(reference.key)
                    else:
                        _atomic_removal(self.data, reference.key)
        self._remove = remove
        if _version < (3, 14):
            self._pending_removals = []
            self._iterating = set()
        self.data = {}
        self.update(other, **kw)

    def _commit_removals(self, _atomic_removal=_remove_dead_weakref):
        take, data = self._pending_removals.pop, self.data
        try:
            while True:
                _atomic_removal(data, take())
        except IndexError:
            pass

    def __getitem__(self, key):
        if self._pending_removals:
            self._commit_removals()
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        if self._pending_removals:
            self._commit_removals()
        del self.data[key]

    def __len__(self):
        if self._pending_removals:
            self._commit_removals()
        return len(self.data)

    def __contains__(self, key):
        if self._pending_removals:
            self._commit_removals()
        try:
            value = self.data[key]()
        except KeyError:
            return False
        return value is not None

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def __setitem__(self, key, value):
        if self._pending_removals:
            self._commit_removals()
        self.data[key] = KeyedRef(value, self._remove, key)

    def copy(self):
        return self._copy_into(WeakValueDictionary())

    __copy__ = copy

    def _copy_into(self, new):
        if self._pending_removals:
            self._commit_removals()
        for key, value in self.items():
            new[key] = value
        return new

    def __deepcopy__(self, memo):
        from copy import deepcopy
        if self._pending_removals:
            self._commit_removals()
        new = self.__class__()
        for key, value in self.items():
            new[deepcopy(key, memo)] = value
        return new

    def get(self, key, default=None):
        if self._pending_removals:
            self._commit_removals()
        try:
            reference = self.data[key]
        except KeyError:
            return default
        value = reference()
        return default if value is None else value

    if _version >= (3, 14):
        def items(self):
            for key, reference in self.data.copy().items():
                value = reference()
                if value is not None:
                    yield key, value

        def keys(self):
            for key, reference in self.data.copy().items():
                if reference() is not None:
                    yield key

        def itervaluerefs(self):
            yield from self.data.copy().values()

        def values(self):
            for reference in self.data.copy().values():
                value = reference()
                if value is not None:
                    yield value
    else:
        def items(self):
            if self._pending_removals:
                self._commit_removals()
            with _IterationGuard(self):
                for key, reference in self.data.items():
                    value = reference()
                    if value is not None:
                        yield key, value

        def keys(self):
            if self._pending_removals:
                self._commit_removals()
            with _IterationGuard(self):
                for key, reference in self.data.items():
                    if reference() is not None:
                        yield key

        def itervaluerefs(self):
            if self._pending_removals:
                self._commit_removals()
            with _IterationGuard(self):
                yield from self.data.values()

        def values(self):
            if self._pending_removals:
                self._commit_removals()
            with _IterationGuard(self):
                for reference in self.data.values():
                    value = reference()
                    if value is not None:
                        yield value

    __iter__ = keys

    def valuerefs(self):
        if self._pending_removals:
            self._commit_removals()
        return list(self.data.values())

    def popitem(self):
        if self._pending_removals:
            self._commit_removals()
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        if self._pending_removals:
            self._commit_removals()
        try:
            value = self.data.pop(key)()
        except KeyError:
            value = None
        if value is None:
            if args:
                return args[0]
            raise KeyError(key)
        return value

    def setdefault(self, key, default=None):
        try:
            value = self.data[key]()
        except KeyError:
            value = None
        if value is None:
            if self._pending_removals:
                self._commit_removals()
            self.data[key] = KeyedRef(default, self._remove, key)
            return default
        return value

    def update(self, other=None, /, **kwargs):
        if self._pending_removals:
            self._commit_removals()
        data = self.data
        if other is not None:
            if not hasattr(other, 'items'):
                other = dict(other)
            for key, value in other.items():
                data[key] = KeyedRef(value, self._remove, key)
        for key, value in kwargs.items():
            data[key] = KeyedRef(value, self._remove, key)

    def clear(self):
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def __eq__(self, other):
        if not hasattr(other, 'items'):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not hasattr(other, 'items'):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not hasattr(other, 'items'):
            return NotImplemented
        new = self.__class__()
        new.update(other)
        new.update(self)
        return new
