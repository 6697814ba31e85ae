# frame.clear() lets go of a frame's locals; unless it is running.
import gc
import sys
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def f():
    a = T(1); b = T(2); c = [b]
    raise ValueError
try:
    f()
except ValueError as error:
    kept = error
frame = kept.__traceback__.tb_next.tb_frame
print('clear')
print(frame.clear(), gc.get_referents(frame) and 0)
print('cleared')
frame.clear()
def g():
    try: sys._getframe().clear()
    except RuntimeError as e: print(e)
g()
try: sys._getframe().clear()
except RuntimeError as e: print(e)
def gen():
    x = T(3)
    try:
        yield x
    finally: print('closed')
it = gen(); next(it)
try:
    it.throw(KeyError)
except KeyError as e:
    tb = e.__traceback__.tb_next
    print('thrown')
    tb.tb_frame.clear()
    del tb
print('end of try')
del it
print(sys._getframe().f_globals is globals())
def h(): return sys._getframe(1).f_globals is globals(), sys._getframe().f_globals is globals()
print(h())
def cycle():
    t = T(4)
    try: raise ValueError
    except ValueError as e:
        self = e
        raise
try: cycle()
except ValueError as e:
    for fr in (e.__traceback__.tb_next.tb_frame,): fr.clear()
    del fr
print('gone')
print(gc.collect())
