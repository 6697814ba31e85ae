# Whole numbers of more than 64 bits.
print(2 ** 63 - 1 + 2 ** 63)
