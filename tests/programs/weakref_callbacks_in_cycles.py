# Callbacks of weak references in garbage.
import weakref, gc
class J: pass
class II:
    def acallback(self, ignored): self.J
I = II(); I.J = J; I.wr = weakref.ref(J, I.acallback)
del I, J, II; print(gc.collect() > 0)
class C:
    def cb(self, ignore): self.me; self.c1; self.wr
c1, c2 = C(), C(); c2.me = c2; c2.c1 = c1; c2.wr = weakref.ref(c1, c2.cb); del c1, c2; print(gc.collect())
alist = []
class C(object):
    def __init__(self, value): self.attribute = value
    def acallback(self, *ignored): self.c
c1, c2 = C(1), C(2); c1.c = c2; c2.c = c1; c1.wr = weakref.ref(c2, c1.acallback); c2.wr = weakref.ref(c1, c2.acallback)
def C_went_away(ignore): alist.append('C went away')
wr = weakref.ref(C, C_went_away); del c1, c2, C; print(alist); gc.collect(); print(alist); print(wr())
def safe(*a): alist.append('safe')
class D: pass
c, d = D(), D(); x = weakref.ref(d, lambda r: alist.append('d')); d.x = x; c.d = d; y = weakref.ref(c, safe); d.c = c; del d, c, x; gc.collect(); print(alist)
