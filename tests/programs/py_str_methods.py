# What strings can do.

text = 'Hello, World'
print(text.upper(), text.lower(), text.title(), text.swapcase(), 'abc'.capitalize())
print(text.replace('l', 'L'), text.replace('l', 'L', 1), text.find('o'), text.find('z'), text.rfind('o'), text.index('W'), text.count('l'))
print(text.startswith('Hell'), text.endswith(('x', 'ld')), 'World' in text, 'world' in text)
print('a,b,,c'.split(','), ' a  b '.split(), 'a b c'.split(' ', 1), 'a.b.c'.rsplit('.', 1), 'one\ntwo\n'.splitlines())
print('-'.join(['x', 'y', 'z']), ''.join(str(n) for n in range(5)), 'key=value'.partition('='), 'none'.partition('='))
print('[' + '  pad '.strip() + ']', 'xxaxx'.strip('x'), 'xxaxx'.lstrip('x'), 'xxaxx'.rstrip('x'))
print('7'.zfill(3), '-7'.zfill(4), 'a'.center(5, '*'), 'a'.ljust(3, '.'), 'a'.rjust(3))
print('abc'.isalpha(), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'ABC'.isupper(), 'abc'.islower(), 'x_1'.isidentifier(), ''.isalpha())
print('prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'))
print('ab' * 3, 'a' + 'b', 'abc'[1], 'abc'[-1], len('abc'), 'a' < 'b', 'Z' < 'a', 'abc' == 'abc')
print(ord('a'), chr(98), list('abc'), sorted('hello'), ''.join(reversed('abc')), max('hello'))
print(repr('it\'s'), repr("say \"hi\""), repr('both \' and "'), repr('tab\tnew\nback\\'), 'a\tb')
print('implicit ' 'concatenation', r'raw\n', '''triple
quoted''')
print('caf\u00e9', len('caf\u00e9'), repr('\x00\x1f\x7f'), ascii('caf\u00e9'))


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: 'abc'[10])
attempt(lambda: 'abc'.index('z'))
attempt(lambda: 'a' + 1)
attempt(lambda: ''.join([1]))
attempt(lambda: 'abc'.nothing)
attempt(lambda: int('12x'))
