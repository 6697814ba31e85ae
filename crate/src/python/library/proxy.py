from sys import version_info as _version

_referent = _weakproxy._referent


def proxy(object, callback=_new_proxy, /):
    kind = CallableProxyType if callable(object) else ProxyType
    if callback is _new_proxy:
        return _new_proxy(kind, object)
    return _new_proxy(kind, object, callback)


def _open(value):
    return _referent(value) if type(value) in ProxyTypes else value


def _unhashable(proxy):
    raise TypeError(f"unhashable type: '{'weakref.' * (_version >= (3, 10))}{type(proxy).__name__}'")


def _describe(proxy):
    try:
        it = _referent(proxy)
        name = _type_name(it)
    except ReferenceError:
        if _version >= (3, 13):
            return f'<weakproxy at {id(proxy):#x}; dead>'
        it, name = None, 'NoneType'
    if _version >= (3, 13):
        name = f"'{name}'"
    semicolon = ';' if _version >= (3, 13) else ''
    return f'<weakproxy at {id(proxy):#x}{semicolon} to {name} at {id(it):#x}>'


_numbers = (('add', '+'), ('sub', '-'), ('mul', '*'), ('matmul', '@'), ('truediv', '/'), ('floordiv', '//'),
            ('mod', '%'), ('pow', '**'), ('lshift', '<<'), ('rshift', '>>'), ('and', '&'), ('xor', '^'), ('or', '|'))
_comparisons = ('eq', '=='), ('ne', '!='), ('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>=')
_unary = (('neg', '-it'), ('pos', '+it'), ('abs', 'abs(it)'), ('invert', '~it'), ('int', 'int(it)'),
          ('float', 'float(it)'), ('str', 'str(it)'), ('bool', 'bool(it)'), ('len', 'len(it)'), ('iter', 'iter(it)'),
          ('index', 'it.__index__()'))
_body = '''
    __slots__ = ()
    __repr__ = _describe
    __hash__ = _unhashable
'''
for _name, _symbol in _numbers + _comparisons:
    _body += f'''
    def __{_name}__(self, other):
        return _open(self) {_symbol} _open(other)
'''
for _name, _symbol in _numbers:
    _body += f'''
    def __r{_name}__(self, other):
        return _open(other) {_symbol} _referent(self)
    def __i{_name}__(self, other):
        value = _referent(self)
        value {_symbol}= _open(other)
        return value
'''
for _name, _expression in _unary:
    _body += f'''
    def __{_name}__(self):
        it = _referent(self)
        return {_expression}
'''
_body += '''
    def __next__(self):
        it = _referent(self)
        if not hasattr(type(it), '__next__'):
            raise TypeError(f"Weakref proxy referenced a non-iterator '{type(it).__name__}' object")
        return next(it)
    def __divmod__(self, other):
        return divmod(_open(self), _open(other))
    def __rdivmod__(self, other):
        return divmod(_open(other), _referent(self))
    def __contains__(self, item):
        return _open(item) in _referent(self)
    def __getitem__(self, key):
        return _referent(self)[_open(key)]
    def __setitem__(self, key, value):
        _referent(self)[_open(key)] = value
    def __delitem__(self, key):
        del _referent(self)[_open(key)]
'''
exec(f'''class ProxyType(_weakproxy):{_body}
    def __reversed__(self):
        return _referent(self).__reversed__()
    def __bytes__(self):
        return _referent(self).__bytes__()
class CallableProxyType(_weakproxy):{_body}
    def __call__(self, *args, **kwargs):
        return _referent(self)(*args, **kwargs)
''', globals())
del _body, _name, _symbol, _expression, _numbers, _comparisons, _unary

ProxyTypes = ProxyType, CallableProxyType
if _version < (3, 10):
    ProxyType.__name__ = ProxyType.__qualname__ = 'weakproxy'
    CallableProxyType.__name__ = CallableProxyType.__qualname__ = 'weakcallableproxy'
    ProxyType.__module__ = CallableProxyType.__module__ = 'builtins'
