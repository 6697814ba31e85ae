# sizes that follow from the type, of exceptions and generators; 3.14.2 has those of a 64-bit machine here
import sys

if sys.version_info[:3] == (3, 14, 2):
    sys.exit()
class E(Exception): pass
class E2(ValueError): __slots__ = ()
class E3(KeyError): __slots__ = ('a', 'b')
class E4(OSError): pass
print(sys.getsizeof(E()), sys.getsizeof(E2()), sys.getsizeof(E3()), sys.getsizeof(E4()), sys.getsizeof(FileNotFoundError()), sys.getsizeof(UnboundLocalError()), E().__sizeof__())
print(sys.getsizeof(ValueError('x')), sys.getsizeof(StopIteration(1)), sys.getsizeof(SystemExit()), sys.getsizeof(AttributeError()), sys.getsizeof(ImportError()))
print(sys.getsizeof(iter([])), sys.getsizeof(iter({})), sys.getsizeof(iter(range(3))), sys.getsizeof(enumerate([])), sys.getsizeof(zip([], [])), sys.getsizeof(map(len, [])), sys.getsizeof(reversed([])), sys.getsizeof({}.items()), sys.getsizeof(property()), sys.getsizeof(iter('a')), sys.getsizeof(iter(set())))
print(sys.getsizeof(i for i in range(10)), sys.getsizeof(i * i for i in range(10)), sys.getsizeof(str(i) for i in range(10) if i % 2), sys.getsizeof((i, j) for i in 'ab' for j in 'cd'))
print(sys.getsizeof([i for i in range(10)]), sys.getsizeof([i * i for i in range(1000)]))
try: 1/0
except ZeroDivisionError as e: print(sys.getsizeof(e.__traceback__))
