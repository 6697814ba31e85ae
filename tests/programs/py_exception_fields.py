# what an exception's attributes may be set to
e = ValueError(1)
for n, v in (('__cause__', 5), ('__context__', 5), ('__traceback__', 5), ('args', 5), ('__cause__', None), ('__cause__', KeyError('k')), ('__traceback__', None)):
    try: setattr(e, n, v); print(n, getattr(e, n))
    except TypeError as x: print(n, x)
