from sys import version_info as _version
from weakref import _IterationGuard, ref


class WeakKeyDictionary:
    def __init__(self, dict=None):
        self.data = {}
        if _version >= (3, 14):
            def remove(key, selfref=ref(self)):
                self = selfref()
                if self is not None:
                    try:
                        del self.data[key]
                    except KeyError:
                        pass
        else:
            def remove(key, selfref=ref(self)):
                self = selfref()
                if self is not None:
                    if self._iterating:
                        self._pending_removals.append(key)
                    else:
                        try:
                            del self.data[key]
                        except KeyError:
                            pass
        self._remove = remove
        if _version < (3, 14):
            self._pending_removals = []
            self._iterating = set()
            self._dirty_len = False
        if dict is not None:
            self.update(dict)

    def _commit_removals(self):
        take, data = self._pending_removals.pop, self.data
        while True:
            try:
                del data[take()]
            except KeyError:
                pass
            except IndexError:
                return

    def _scrub_removals(self):
        data = self.data
        self._pending_removals = [key for key in self._pending_removals if key in data]
        self._dirty_len = False

    def __delitem__(self, key):
        if _version < (3, 14):
            self._dirty_len = True
        del self.data[ref(key)]

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __len__(self):
        if _version >= (3, 14):
            return len(self.data)
        if self._dirty_len and self._pending_removals:
            self._scrub_removals()
        return len(self.data) - len(self._pending_removals)

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def copy(self):
        new = WeakKeyDictionary()
        for key, value in self.items():
            new[key] = value
        return new

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def __contains__(self, key):
        try:
            reference = ref(key)
        except TypeError:
            return False
        return reference in self.data

    if _version >= (3, 14):
        def items(self):
            for reference, value in self.data.copy().items():
                key = reference()
                if key is not None:
                    yield key, value

        def keys(self):
            for reference in self.data.copy():
                key = reference()
                if key is not None:
                    yield key

        def values(self):
            for reference, value in self.data.copy().items():
                if reference() is not None:
                    yield value
    else:
        def items(self):
            with _IterationGuard(self):
                for reference, value in self.data.items():
                    key = reference()
                    if key is not None:
                        yield key, value

        def keys(self):
            with _IterationGuard(self):
                for reference in self.data:
                    key = reference()
                    if key is not None:
                        yield key

        def values(self):
            with _IterationGuard(self):
                for reference, value in self.data.items():
                    if reference() is not None:
                        yield value

    __iter__ = keys

    def keyrefs(self):
        return list(self.data)

    def popitem(self):
        if _version < (3, 14):
            self._dirty_len = True
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        if _version < (3, 14):
            self._dirty_len = True
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def update(self, dict=None, /, **kwargs):
        data = self.data
        if dict is not None:
            if not hasattr(dict, 'items'):
                dict = type({})(dict)
            for key, value in dict.items():
                data[ref(key, self._remove)] = value
        if kwargs:
            self.update(kwargs)

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
