# return, break and continue in finally override what was under way; recent versions warn when they compile it.


def override():
    try:
        raise ValueError('lost')
    finally:
        return 'finally wins'


def replace():
    try:
        return 'try'
    finally:
        return 'finally'


def leave():
    for number in range(3):
        try:
            1 / 0
        finally:
            break
    return number


def go_on():
    for number in range(3):
        try:
            1 / 0
        finally:
            print(number, end=' ')
            continue
    return 'done'


print(override(), replace(), leave(), go_on())
