# str.maketrans and str.translate
t = str.maketrans({'a': '1', 'b': None, 99: 'see'}); print(t, 'abcd'.translate(t), 'abc'.translate(str.maketrans('abc', 'xyz')), 'a-b'.translate({ord('-'): '+', 97: 65}), 'hello'.translate(str.maketrans('el', 'ip', 'o')), 'x'.maketrans('a', 'b'))
class T:
    def __getitem__(self, k):
        if k == 97: return 'A'
        if k == 98: return None
        raise LookupError
print('abc'.translate(T()))
for f in (lambda: str.maketrans('ab', 'c'), lambda: str.maketrans(1), lambda: str.maketrans(1, 'a'), lambda: 'a'.translate({97: 1.5}), lambda: 'a'.translate(5), lambda: 'a'.translate()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
