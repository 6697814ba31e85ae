from sys import version_info as _version

# Function, arguments, keyword arguments, and so on: an entry is no object of its own.
_functions = []
# But here it is.
_entries = [] if _version >= (3, 15) else None
_running = None


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError('the first argument must be callable')
    _functions.append(func)
    _functions.append(args)
    _functions.append(kwargs or None)
    if _entries is not None:
        _entries.append((func, args, kwargs))
    return func


def unregister(func, /):
    for at in range(len(_functions) - 3, -1, -3):
        if _functions[at] == func:
            del _functions[at:at + 3]
            if _entries is not None:
                del _entries[at // 3]


def _clear():
    _functions.clear()
    if _entries is not None:
        _entries.clear()


def _ncallbacks():
    return len(_functions) // 3


def _run_next():
    global _running
    if not _functions:
        _running = None
        return True
    kwargs = _functions.pop() or {}
    args = _functions.pop()
    _running = _functions.pop()
    if _entries:
        _entries.pop()
    _running(*args, **kwargs)
    return False
