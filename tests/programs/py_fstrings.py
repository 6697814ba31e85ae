# f-strings and str.format with format specifications.

name, number, value = 'Ann', 42, 3.14159
print(f'{name} {number} {value}', f'{name!r} {name!s}', f'{number + 1}', f'{{braces}}')
print(f'{value:.2f} {number:5d}| {number:<5}| {number:^5}| {number:>5}| {number:05d} {number:+}')
print(f'{name:>10}|{name:<10}|{name:^10}|{name:*^9}|{name:.2}')
print(f'{number:x} {number:#x} {number:b} {number:o} {1234567:,} {1234567:_} {0.256:.1%} {1e6:g} {12345.678:,.1f} {number:e}')
width = 8
print(f'{value:{width}.3f}|{name:{width}}|', f'{"nested " + name}', f'{[n for n in range(3)]}')
print(f'{number=} {name=!s} {value = :.1f}')
print('{} {}'.format('a', 'b'), '{1} {0}'.format('a', 'b'), '{x} {y:>4}'.format(x=1, y=2), '{0:.1f}'.format(2.55))
print(format(5, '03d'), format(2.5), format('a', '>3'))


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    def __str__(self):
        return f'{self.degrees} C'

    def __format__(self, specification):
        return f'<{specification}>'


print(f'{Celsius(20)} {Celsius(20):abc} {Celsius(20)!s}')
try:
    f'{name:d}'
except ValueError as error:
    print(error)
