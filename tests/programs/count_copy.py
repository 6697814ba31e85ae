# What copy and deepcopy cost, and the copies of what has no __copy__.
import copy
import gc
gc.collect(); gc.freeze(); gc.disable()
keep = []
def cnt(f):
    f(); f(); f()
    a = gc.get_count()[0]
    f()
    b = gc.get_count()[0]
    return b - a
def net(f):
    "what it costs once the result is dropped"
    f(); f(); f(); keep.clear()
    a = gc.get_count()[0]
    f()
    keep.clear()
    return gc.get_count()[0] - a
def cyc(f):
    keep.clear(); gc.collect()
    f(); keep.clear()
    return gc.collect()
class A: pass
class B:
    def __init__(self): self.x = [1]; self.y = {}
class S:
    __slots__ = 'a', 'b'
def k1(): keep.append(copy.copy([1, 2]))
def k2(): keep.append(copy.copy({}))
def k3(): keep.append(copy.copy(A()))
def k4(): keep.append(copy.copy(B()))
def k5(): keep.append(copy.deepcopy([1, [2]]))
def k6(): keep.append(copy.deepcopy({1: [2]}))
def k7(): keep.append(copy.deepcopy(A()))
def k8(): keep.append(copy.deepcopy(B()))
def k9():
    b = B(); b.me = b; keep.append(copy.deepcopy(b))
def k10():
    s = S(); s.a = []; keep.append(copy.copy(s))
def k11():
    s = S(); s.a = []; keep.append(copy.deepcopy(s))
def k12(): keep.append(copy.copy((1, [2])))
def k13(): keep.append(copy.deepcopy((1, [2])))
def k14(): keep.append(copy.copy({1, 2}))
def k15(): keep.append(copy.deepcopy({1, 2}))
def k16(): keep.append(copy.deepcopy('abc'))
class C:
    def __copy__(self): return C()
    def __deepcopy__(self, memo): return C()
def k17(): keep.append(copy.copy(C()))
def k18(): keep.append(copy.deepcopy(C()))
class D(dict): pass
class L(list): pass
def k19(): keep.append(copy.copy(D(a=1)))
def k20(): keep.append(copy.deepcopy(L([1, []])))
for x in (k1,k3,k4,k5,k6,k7,k8,k9,k10,k11,k12,k13,k14,k16,k17,k18,k19,k20):
    print(x.__name__, cnt(x), net(x), cyc(x))
