import gc, sys, weakref
gc.collect(); gc.freeze()
gc.disable()
g = gc.get_count
x = 1
def pr(s):
    a = g(); t = (x,); b = g(); t2 = (x,); b2 = g(); t3 = (x, 2); c = g(); t4 = (x,2); c2 = g(); u = (x, 1, 2); d = g(); u2 = (x,1,2); d2=g(); v = (x, 1, 2, 3); e = g(); v2 = (x,1,2,3); e2 = g()
    print(s, a, b[0]-a[0], b2[0] - b[0], c[0]-b2[0], c2[0]-c[0], d[0]-c2[0], d2[0]-d[0], e[0]-d2[0], e2[0]-e[0])
class O: pass
o = O()
gc.collect(); gc.collect(); k = weakref.proxy(o); pr("proxy")
gc.collect(); k2 = weakref.proxy(o); pr("proxy")
gc.collect(); k3 = weakref.proxy(o, print); pr("proxycb")
gc.collect(); k4 = weakref.proxy(o, print); pr("proxycb")
gc.collect(); k5 = weakref.ref(o, print); pr("ref")
gc.collect(); k5 = weakref.getweakrefs(o); pr("gwr")
gc.collect(); k5 = weakref.getweakrefcount(o); pr("gwrc")
