# Positional, keyword, default, star and keyword-only parameters, and what is wrong with a call.


def show(a, b=2, *rest, c=3, **more):
    print(a, b, rest, c, sorted(more.items()))


show(1)
show(1, 5)
show(1, 5, 6, 7)
show(1, c=9)
show(b=1, a=0, z=26)
show(*[1, 2, 3], **{'c': 4, 'd': 5})


def two(a, b):
    return a, b


def only(*, key):
    return key


def attempt(label, action):
    try:
        print(label, action())
    except TypeError as error:
        print(label, error)


attempt('fine', lambda: two(b=1, a=2))
attempt('missing one', lambda: two(1))
attempt('missing both', lambda: two())
attempt('too many', lambda: two(1, 2, 3))
attempt('unknown', lambda: two(1, 2, c=3))
attempt('twice', lambda: two(1, a=2))
attempt('keyword only', lambda: only(1))
attempt('keyword', lambda: only(key='k'))
