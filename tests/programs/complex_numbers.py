# Complex numbers are atoms like the others: the collector never sees them.
import gc

numbers = [1j, 2 + 3j, 1.5 - 2j, -1j, 0j, 1e20j, 2.5j, 1 + 0j]
print(numbers)
print([gc.is_tracked(number) for number in numbers], gc.get_referents(1j, 2 + 3j))
print(1j == 1j, 1j == 2j, 1 + 0j == 1, 1j != 'j', hash(1 + 0j) == hash(1), hash(2 + 3j))
print({1j: 'i'}[1j], bool(0j), bool(1j), type(1j), isinstance(1j, complex))
print((2 + 3j).real, (2 + 3j).imag, str(1j), f'{2 - 1j}')
