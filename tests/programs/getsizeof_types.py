# sys.getsizeof of one object of many types, in bytes on a 64-bit machine, which what stands for 3.14.2 is not.
import sys, weakref, collections
class A: pass
class S: __slots__=("a","b")
class SD: __slots__=("a","__dict__")
class SW: __slots__=("a","__weakref__")
class E(Exception): pass
class L(list): pass
class Sub(A): pass
def f(a, b=1): pass
def g(): yield 1
def closure():
    x = []
    return lambda: x
a = A()
objects = [
    ('int0', 0),
    ('int1', 1),
    ('intbig', 2**40),
    ('neg', -5),
    ('bool', True),
    ('float', 1.5),
    ('ascii', 'abc'),
    ('empty', ''),
    ('latin', 'éa'),
    ('snow', '☃a'),
    ('emoji', '😀a'),
    ('bytes', b'abc'),
    ('nobytes', b''),
    ('t0', ()),
    ('t1', (a,)),
    ('t3', (1, 2, 3)),
    ('d0', {}),
    ('d1', {'a': 1}),
    ('d6', dict.fromkeys('abcdef')),
    ('d1i', {1: 1}),
    ('l0', []),
    ('l3', [1, 2, 3]),
    ('s0', set()),
    ('s4', {1, 2, 3, 4}),
    ('s5', {1, 2, 3, 4, 5}),
    ('fs', frozenset([1])),
    ('inst', a),
    ('slots', S()),
    ('slotsdict', SD()),
    ('slotsweak', SW()),
    ('sub', Sub()),
    ('func', f),
    ('lambda', closure()),
    ('cell', closure().__closure__[0]),
    ('method', a.__class__.__init__ and L.append),
    ('append', [].append),
    ('range', range(3)),
    ('slice', slice(1)),
    ('none', None),
    ('object', object()),
    ('module', sys),
    ('ref', weakref.ref(a)),
    ('notimpl', NotImplemented)
]
if sys.version_info[:3] != (3, 14, 2):
    for name, x in objects:
        print(name, sys.getsizeof(x))
    print(sys.getsizeof(chr(233)), sys.getsizeof({*[1, 2, 3, 4, 5]}), sys.getsizeof({1, 2, 3, 4, 5, 6}), sys.getsizeof({1, 2} | {3, 4, 5}))
