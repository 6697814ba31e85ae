# Whole numbers: floor division, modulo, powers and bits.

print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3, divmod(7, 2), divmod(-7, 2))
print(2 ** 10, 2 ** 40, (-2) ** 3, -2 ** 2, 2 ** -1, 0 ** 0, pow(3, 4), pow(3, 4, 5))
print(10 ** 18 + 1, 10 ** 18 // 7, 10 ** 18 % 7, -10 ** 18 // 7, 123456789 * 987654321)
print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 60, -5 >> 1, 1 << 3, 0b101, 0x1f, 0o17, 1_000_000)
print(7 / 2, 6 / 3, 1 / 3, int(3.9), int(-3.9), int('42'), int('-1010', 2), int('ff', 16), int(True))
print(abs(-5), min(3, 1, 2), max([3, 1, 2]), sum([1, 2, 3]), sum([1, 2], 10), round(2.5), round(3.5), round(-0.5))
print(bin(10), oct(8), hex(255), (255).bit_length(), bool(0), bool(5), True + True, 5 == 5.0)
print(1 < 2 < 3, 1 < 2 > 1, 3 > 2 == 2, not 0, 0 or 5, 1 and 0, 0 and 1, None or 'x')


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1 / 0)
attempt(lambda: 0 ** -1)
attempt(lambda: 1 << -1)
attempt(lambda: int('a'))
attempt(lambda: int(None))
attempt(lambda: 1 + 'a')
attempt(lambda: 1 < 'a')
attempt(lambda: -'a')
