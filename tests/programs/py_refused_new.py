# what object.__new__ refuses is never made, so it is not finalized; a deletion that fails may make the dict
import gc

log = []


class Plain:
    def __del__(self):
        log.append('del')


try:
    Plain('argument')
except TypeError as error:
    print(error, log)


class Kept:
    pass


kept = Kept()
try:
    del kept.missing
except AttributeError as error:
    print(error)
print([type(part).__name__ for part in gc.get_referents(kept)])
for act in ('None.x = 1', 'del None.x', '[].append = 1', 'bytes(None)'):
    try:
        exec(act, {})
    except (AttributeError, TypeError) as error:
        print(act, '|', error)


class Items(list):
    pass


try:
    Items()[0]
except IndexError as error:
    print(error)
