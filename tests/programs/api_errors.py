# Wrong arguments for the functions of gc.
import gc
import sys
import weakref


def attempt(label, action):
    try:
        print(label, action())
    except Exception as error:
        print(label, type(error).__name__, error)


attempt('collect(3)', lambda: gc.collect(3))
attempt('collect(-1)', lambda: gc.collect(-1))
attempt('collect(one)', lambda: gc.collect('one'))
attempt('get_objects(7)', lambda: gc.get_objects(7))
attempt('set_threshold(x)', lambda: gc.set_threshold('x'))
attempt('ref(1)', lambda: weakref.ref(1))
attempt('ref([])', lambda: weakref.ref([]))
attempt('ref(())', lambda: weakref.ref(()))
attempt('get_referents', lambda: gc.get_referents())
attempt('collect(generation=0)', lambda: gc.collect(generation=0) >= 0)
