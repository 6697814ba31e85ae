# Formatting with %.

print('%s and %r' % ('text', 'text'))
print('%d %5d|%-5d|%05d %+d %i' % (3, 42, 42, 42, 42, 7))
print('%f %.2f %8.3f %e %g %g' % (1.5, 3.14159, 2.5, 12345.678, 0.0001, 1e10))
print('%x %X %o %#x %c %%' % (255, 255, 8, 255, 'c'))
print('%s' % None, '%s' % [1, 'a'], '%10s|%-10s|' % ('right', 'left'), '%.2s' % 'abc')
print('%(name)s is %(age)d' % {'name': 'Ann', 'age': 31})
print('%s' % (1,), '%d%%' % 50, '%5.1f%%' % 12.345)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: '%d' % 'a')
attempt(lambda: '%s %s' % (1,))
attempt(lambda: '%s' % (1, 2))
attempt(lambda: '%z' % 1)
