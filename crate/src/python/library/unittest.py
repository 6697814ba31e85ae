from functools import wraps
from sys import _unsupported, version_info as _version
from unittest import _found


class SkipTest(Exception):
    pass


def skip(reason):
    def decorate(test):
        if isinstance(test, type):
            test.__unittest_skip__ = True
            return test

        @wraps(test)
        def skip_wrapper(*args, **kwargs):
            raise SkipTest(reason)
        skip_wrapper.__unittest_skip__ = True
        return skip_wrapper
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda test: test


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


class _Difference:
    """The message of a failed comparison that shows the lines that differ: for whoever prints it."""

    def __str__(self):
        _unsupported('what unittest says of two values that differ')

    __repr__ = __str__


class _Raises:
    function = None

    def __init__(self, case, expected, pattern=None, msg=None):
        self.case, self.expected, self.pattern, self.msg = case, expected, pattern, msg

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            name = getattr(self.expected, '__name__', None) or str(self.expected)
            by = f' by {self.function}' if self.function else ''
            self.case._check(False, f'{name} not raised{by}', self.msg)
        while traceback:
            try:
                traceback.tb_frame.clear()
            except RuntimeError:
                pass
            traceback = traceback.tb_next
        if not issubclass(kind, self.expected):
            return False
        self.exception = error.with_traceback(None)
        if self.pattern is not None:
            text = str(error)
            self.case._check(_found(self.pattern, text), f'"{self.pattern}" does not match "{text}"', self.msg)
        return True


class _SubTest:
    def __enter__(self):
        return None

    def __exit__(self, kind, error, traceback):
        return False


class TestCase:
    failureException = AssertionError

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def _check(self, good, message, msg):
        if not good:
            if msg is not None and not isinstance(message, _Difference):
                message = f'{message} : {msg}'
            raise self.failureException(message)

    def addCleanup(self, function, /, *args, **kwargs):
        self.__dict__.setdefault('_cleanups', []).append((function, args, kwargs))

    def doCleanups(self):
        cleanups = self.__dict__.setdefault('_cleanups', [])
        while cleanups:
            function, args, kwargs = cleanups.pop()
            function(*args, **kwargs)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def subTest(self, msg=None, **params):
        return _SubTest()

    def skipTest(self, reason):
        raise SkipTest(reason)

    def id(self):
        cls = type(self)
        return f'{cls.__module__}.{cls.__qualname__}.{self._testMethodName}'

    if _version >= (3, 11):
        def enterContext(self, cm):
            value = cm.__enter__()
            self.addCleanup(cm.__exit__, None, None, None)
            return value

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            kind = type(first)
            if kind in (set, frozenset) and type(second) is kind:
                return self.assertSetEqual(first, second, msg)
            shown = f'{first!r} != {second!r}'
            if kind in (str, list, tuple, dict) and type(second) is kind or max(len(repr(first)), len(repr(second))) > 80:
                shown = _Difference()
            self._check(False, shown, msg)

    assertListEqual = assertTupleEqual = assertDictEqual = assertMultiLineEqual = assertEqual

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        self._check(len(first) == len(second) and all(a == b for a, b in zip(first, second)), _Difference(), msg)

    def assertSetEqual(self, first, second, msg=None):
        lines = []
        for name, other, rest in ('first', 'second', first - second), ('second', 'first', second - first):
            if rest:
                lines += [f'Items in the {name} set but not the {other}:', *map(repr, rest)]
        self._check(not lines, '\n'.join(lines), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is None:
            places = 7 if places is None else places
            shown, good = f'{places} places', round(difference, places) == 0
        else:
            shown, good = f'{delta!r} delta', difference <= delta
        self._check(first == second or good, f'{first!r} != {second!r} within {shown} ({difference!r} difference)', msg)

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

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            self._check(item in rest, _Difference(), msg)
            rest.remove(item)
        self._check(not rest, _Difference(), msg)

    def assertRaises(self, expected, *args, **kwargs):
        return self._raises(_Raises(self, expected, None, None if args else kwargs.pop('msg', None)), args, kwargs)

    def assertRaisesRegex(self, expected, pattern, *args, **kwargs):
        return self._raises(_Raises(self, expected, pattern, None if args else kwargs.pop('msg', None)), args, kwargs)

    def _raises(self, context, args, kwargs):
        if not args:
            return context
        function, *args = args
        context.function = getattr(function, '__name__', None) or str(function)
        with context:
            function(*args, **kwargs)

    def assertRegex(self, text, expected_regex, msg=None):
        self._check(_found(expected_regex, text), f"Regex didn't match: {expected_regex!r} not found in {text!r}", msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        self._check(not _found(unexpected_regex, text), _Difference(), msg)

    if _version >= (3, 14):
        def assertHasAttr(self, obj, name, msg=None):
            self._check(hasattr(obj, name), f'{type(obj).__name__!r} object has no attribute {name!r}', msg)

        def assertNotHasAttr(self, obj, name, msg=None):
            self._check(not hasattr(obj, name), f'{type(obj).__name__!r} object has unexpected attribute {name!r}', msg)

        def assertIsSubclass(self, cls, superclass, msg=None):
            self._check(issubclass(cls, superclass), f'{cls!r} is not a subclass of {superclass!r}', msg)

        def assertStartsWith(self, s, prefix, msg=None):
            self._check(s.startswith(prefix), f"{s!r} doesn't start with {prefix!r}", msg)

        def assertEndsWith(self, s, suffix, msg=None):
            self._check(s.endswith(suffix), f"{s!r} doesn't end with {suffix!r}", msg)
