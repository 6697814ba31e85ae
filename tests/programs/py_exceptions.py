# try, except, else and finally in every combination.


def run(action):
    try:
        print('try', end=' ')
        result = action()
    except ZeroDivisionError:
        print('zero', end=' ')
        result = None
    except (TypeError, ValueError) as error:
        print('type or value:', error, end=' ')
        result = 'caught'
    else:
        print('else', end=' ')
    finally:
        print('finally')
    return result


print(run(lambda: 1))
print(run(lambda: 1 / 0))
print(run(lambda: int('x')))
print(run(lambda: 1 + 'a'))
try:
    run(lambda: {}['missing'])
except KeyError as error:
    print('outside', error, repr(error), error.args)


def return_in_finally():
    try:
        return 'try'
    finally:
        print('on the way out', end=' ')


def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            print(i, end=' ')
        finally:
            print('f', end=' ')
    while True:
        try:
            break
        finally:
            print('broke')


print(return_in_finally())
loop()
try:
    error = 'before'
    raise ValueError('x')
except ValueError as error:
    pass
try:
    error
except NameError as problem:
    print('NameError', problem)
try:
    try:
        raise KeyError('inner')
    except KeyError:
        print('handling')
        raise
except KeyError as error:
    print('again', error)
try:
    raise ValueError
except Exception as error:
    print(type(error).__name__, str(error) == '', error.args, repr(error))
