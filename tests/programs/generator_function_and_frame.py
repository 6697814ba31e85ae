# What a generator holds: its function (from 3.11), its locals, and after an exception a frame object of its own.
import gc, sys
gc.collect(); gc.freeze()

def held(o):
    kinds = ['function', 'list', 'D', 'cell', 'generator'] + ['frame'] * (type(o).__name__ != 'frame')
    return [type(x).__name__ for x in gc.get_referents(o) if type(x).__name__ in kinds]

class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('  del', self.name)

def gen(a, b):
    c = [3]
    yield 1
    raise ValueError

r0 = sys.getrefcount(gen)
g = gen([1], [2])
print('not begun', held(g), sys.getrefcount(gen) - r0)
next(g); print('suspended', held(g), sys.getrefcount(gen) - r0)
g.close(); print('closed', held(g), sys.getrefcount(gen) - r0)
g = gen(D(1), D(2))
g.close(); print('closed before it began', held(g), sys.getrefcount(gen) - r0)
del g; print('dropped')
g = gen(D(1), D(2))
print('throw')
try: g.throw(KeyError)
except KeyError: print('caught')
print(held(g)); del g

def run():
    it = gen(D('a'), D('b'))
    try:
        for _ in it: pass
    except ValueError as e:
        print('handler', held(it), held(e.__traceback__.tb_next), held(e.__traceback__.tb_next.tb_frame))
        print(sys.getrefcount(gen) - r0, gc.is_tracked(e.__traceback__.tb_next.tb_frame))
    print('handled', held(it), sys.getrefcount(gen) - r0)
run()

def made(): return (lambda d=D('default'): (yield 1))()
g = made(); print('made'); del g

def inner():
    d = D('captured')
    def function(x): yield d
    return function(D('argument'))
g = inner(); print(held(g)); del g

# In a cycle: one that never began, one that did, one whose frame a traceback holds.
def box():
    l = []; l.append(gen(l, D('box'))); return l
box(); print('collected', gc.collect())
l = box(); next(l[0]); del l; print('collected', gc.collect())
def keep(l):
    try: yield 1; raise ValueError
    except ValueError as e: l.append(e)
    yield 2
l = []; k = keep(l); l.append(k); next(k); next(k); del k
print([type(x).__name__ for x in l]); del l; print('collected', gc.collect())
l = []; k = keep(l); l.append(k); list(k); del k
print([type(x).__name__ for x in l]); del l; print('collected', gc.collect())
def failed(n):
    try: raise KeyError(n)
    finally: n = [n]
try: failed(D('in frame'))
except KeyError as e: err = e
print('frame of a call', held(err.__traceback__.tb_next.tb_frame))
del err
