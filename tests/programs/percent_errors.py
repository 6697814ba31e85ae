# What % says of values that do not fit its format.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: '%d' % 'a'); t(lambda: '%x' % 'a'); t(lambda: '%x' % 1.5); t(lambda: '%c' % 'ab'); t(lambda: '%c' % 1.5); t(lambda: '%f' % 'a'); t(lambda: '%i %d' % (1, 'b'))
t(lambda: '%s %s' % 'a'); t(lambda: '%s' % ('a', 'b')); t(lambda: '%z' % 1); t(lambda: 'ab%' % 1); t(lambda: 'abc' % 1); t(lambda: '%(a)s' % 1); t(lambda: '%(a)d' % {'a': 'x'}); t(lambda: '%(a)s %s' % {'a': 1})
t(lambda: '%*d' % ('a', 1)); t(lambda: '%.*f' % ('a', 1)); t(lambda: '%(a' % {}); t(lambda: '%y %s' % (1, 2)); t(lambda: '%(a)z' % {'a': 1}); t(lambda: '%s %s %s' % (1, 2)); t(lambda: '%e' % None); t(lambda: '%d' % None); t(lambda: '%o' % []); t(lambda: '%u' % ''); t(lambda: 'x%' % ()); t(lambda: '%s%z' % (1, 2)); t(lambda: '%(k)c' % {'k': 'ab'}); t(lambda: '%c' % '')
