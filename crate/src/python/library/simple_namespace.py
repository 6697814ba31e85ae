class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        shown = ', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())
        return f'namespace({shown})'

    def __reduce__(self):
        return type(self), (), self.__dict__

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None
