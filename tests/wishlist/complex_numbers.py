# Complex numbers.
print(2j * 2j, abs(3 + 4j))
