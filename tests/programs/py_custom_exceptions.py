# Exceptions of one's own, their attributes, inheritance and chaining.


class AppError(Exception):
    pass


class Missing(AppError):
    def __init__(self, key, hint=''):
        super().__init__('no ' + key)
        self.key = key
        self.hint = hint


class Silent(AppError):
    def __str__(self):
        return 'shown instead'


try:
    raise Missing('door', hint='try the window')
except AppError as error:
    print(type(error).__name__, error, error.key, error.hint, error.args)
    print(isinstance(error, Exception), issubclass(Missing, AppError))
try:
    raise Silent('a', 'b')
except AppError as error:
    print(error, error.args, repr(error))
try:
    try:
        {}['key']
    except KeyError as error:
        raise AppError('wrapped') from error
except AppError as error:
    print(error, '<-', repr(error.__cause__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise AppError('during handling')
except AppError as error:
    print(error, error.__cause__, repr(error.__context__))
try:
    raise AppError('no context') from None
except AppError as error:
    print(error, error.__cause__, error.__suppress_context__)
print(Exception('a', 1).args, repr(Exception()), str(Exception('one')), str(Exception('one', 2)), str(KeyError('k')))
try:
    raise 'text'
except TypeError as error:
    print(error)
try:
    assert 1 == 2, 'one is not two'
except AssertionError as error:
    print('assert', error)
