# bytearray: bytes that change.
import gc, sys, weakref
gc.collect(); gc.freeze(); gc.disable()
b = bytearray(b'abc')
print(b, len(b), b[0], b == b'abc', b'abc' == b, b == bytearray(b'abc'), b != b'x', list(b), gc.is_tracked(b), bool(b), bool(bytearray()))
b.append(100); b.extend(b'ef'); b.extend([103]); print(b, repr(b), 97 in b, 5 in b, str(b))
b[0] = 65; print(b, bytes(b), b.decode(), b[1:3], b[-1], b[::2])
print(gc.get_referents(b), bytearray(3), bytearray([1, 2]), bytearray('é', 'utf-8'))
del b[0]; b += b'x'; print(b, type(b))
b[1:3] = b'ZZZ'; print(b); del b[0:2]; print(b)
b.clear(); print(b, len(b)); b.extend(range(3)); print(b, b.pop(), b.pop(0), b); b.reverse(); print(b.copy() is b, b * 3, b + b'q', type(b'q' + b))
print([sys.getsizeof(bytearray(n)) - sys.getsizeof(bytearray()) for n in (1, 10, 1000)])
print(sys.getrefcount(bytearray(5)), sys.getrefcount(b))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: hash(b)); t(lambda: b.append(300)); t(lambda: b.append('a')); t(lambda: b[99]); t(lambda: bytearray('a')); t(lambda: bytearray(-1)); t(lambda: weakref.ref(b)); t(lambda: bytearray().pop()); t(lambda: b.x); t(lambda: b['a']); t(lambda: bytearray([256])); t(lambda: {b: 1}); t(lambda: b + 1)
class BA(bytearray): pass
x = BA(b'z'); x.me = x; r = weakref.ref(x); print(x, type(x), isinstance(x, bytearray), gc.is_tracked(x))
del x; print(gc.collect(), r())
class Big:
    def __init__(self): self.data = bytearray(100_000); self.me = self
for i in range(3): Big()
print(gc.collect())
keep = []
def cnt(f):
    f(); f(); f(); a = gc.get_count()[0]; f(); return gc.get_count()[0] - a
print(cnt(lambda: keep.append(bytearray(10))), cnt(lambda: keep.append(bytearray(b'ab'))), cnt(lambda: keep.append(bytearray([1, 2]))), cnt(lambda: keep.append(iter(bytearray(2)))), cnt(lambda: keep.append(BA(2))), cnt(lambda: keep.append(bytes(2))))
for y in bytearray(b'hi'): print(y)
print(b.hex(), iter(bytearray()).__class__.__name__, isinstance(bytearray(), bytes), bytearray(b'a') < bytearray(b'b'), sorted(bytearray(b'cab')))
m = bytearray(b'q'); n = m; n.append(33); print(m, m is n)
