from sys import _unsupported


class _Raises:
    def __init__(self, case, expected, pattern=None):
        self.case, self.expected = case, expected

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self.case.fail(f'{self.expected.__name__} not raised')
        if not issubclass(kind, self.expected):
            return False
        self.exception = error.with_traceback(None)
        return True


class TestCase:
    failureException = AssertionError

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def _check(self, good, message, msg):
        if not good:
            raise self.failureException(f'{message} : {msg}' if msg is not None else message)

    def addCleanup(self, function, /, *args, **kwargs):
        self.__dict__.setdefault('_cleanups', []).append((function, args, kwargs))

    def doCleanups(self):
        cleanups = self.__dict__.setdefault('_cleanups', [])
        while cleanups:
            function, args, kwargs = cleanups.pop()
            function(*args, **kwargs)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def assertEqual(self, first, second, msg=None):
        self._check(first == second, f'{first!r} != {second!r}', msg)

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, f'{first!r} == {second!r}', msg)

    def assertTrue(self, expr, msg=None):
        self._check(expr, f'{expr!r} is not true', msg)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, f'{expr!r} is not false', msg)

    def assertIs(self, a, b, msg=None):
        self._check(a is b, f'{a!r} is not {b!r}', msg)

    def assertIsNot(self, a, b, msg=None):
        self._check(a is not b, f'unexpectedly identical: {a!r}', msg)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, f'{obj!r} is not None', msg)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, 'unexpectedly None', msg)

    def assertIn(self, member, container, msg=None):
        self._check(member in container, f'{member!r} not found in {container!r}', msg)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, f'{member!r} unexpectedly found in {container!r}', msg)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, f'{a!r} not less than {b!r}', msg)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, f'{a!r} not less than or equal to {b!r}', msg)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, f'{a!r} not greater than {b!r}', msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, f'{a!r} not greater than or equal to {b!r}', msg)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), f'{obj!r} is not an instance of {cls!r}', msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), f'{obj!r} is an instance of {cls!r}', msg)

    def assertHasAttr(self, obj, name, msg=None):
        self._check(hasattr(obj, name), f'{type(obj).__name__!r} object has no attribute {name!r}', msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            self._check(item in rest, f'{item!r} is missing', msg)
            rest.remove(item)
        self._check(not rest, f'{rest!r} are too many', msg)

    def assertRaises(self, expected, callable=None, *args, **kwargs):
        context = _Raises(self, expected)
        if callable is None:
            return context
        with context:
            callable(*args, **kwargs)

    def assertRegex(self, text, expected_regex, msg=None):
        _unsupported('a regular expression')

    def assertRaisesRegex(self, expected, pattern, callable=None, *args, **kwargs):
        _unsupported('a regular expression')
