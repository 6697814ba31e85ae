def _remove_dead_weakref(data, key):
    found = data.get(key)
    if found is not None and found() is None:
        del data[key]
