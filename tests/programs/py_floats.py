# Floating-point numbers and how they print.

print(0.1 + 0.2, 1.0, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.1, 1 / 3, 2 / 3, 100.0, 1e100, -0.0)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, 2), 2.0 ** 0.5, 2 ** 0.5, (-8.0) ** 2)
print(float('1.5'), float('inf'), float('-inf'), float('nan'), float('1e3'), float(5))
print(round(3.14159, 2), round(2.675, 2), round(1234.5, -2), round(5.5), round(6.5), int(1e18))
print(1.5 == 3 / 2, float('nan') == float('nan'), 0.1 + 0.2 == 0.3, 1.0 == 1, 2 < 2.5, max(1, 2.5))
print((2.0).is_integer(), (2.5).is_integer(), abs(-2.5), sum([0.5, 0.25]), str(1.10), repr(5e-324), 1.7976931348623157e308)
print(3 * 0.5, 3 + 0.0, 10 - 0.5, -1.5, +2.5)
for bad in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: float('x'), lambda: int(float('inf'))):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
