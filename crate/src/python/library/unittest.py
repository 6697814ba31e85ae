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
            self.case._fail(f'{name} not raised{by}', self.msg)
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
            if not _found(self.pattern, text):
                self.case._fail(f'"{self.pattern}" does not match "{text}"', self.msg)
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
        self._cleanups = []
        # A type's comparison: a function, or the name of a method.
        self._type_equality_funcs = {}
        self.addTypeEqualityFunc(dict, 'assertDictEqual')
        self.addTypeEqualityFunc(list, 'assertListEqual')
        self.addTypeEqualityFunc(tuple, 'assertTupleEqual')
        self.addTypeEqualityFunc(set, 'assertSetEqual')
        self.addTypeEqualityFunc(frozenset, 'assertSetEqual')
        self.addTypeEqualityFunc(str, 'assertMultiLineEqual')

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

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

    def _fail(self, message, msg):
        if msg is not None and not isinstance(message, _Difference):
            message = f'{message} : {msg}'
        raise self.failureException(message)

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
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

    # As in CPython, a bound method is made for each comparison: a collection may start there.
    def _comparison(self, first, second):
        if type(first) is type(second):
            comparison = self._type_equality_funcs.get(type(first))
            if comparison is not None:
                return getattr(self, comparison) if isinstance(comparison, str) else comparison
        return self._compare

    def _compare(self, first, second, msg=None):
        if not first == second:
            shown = f'{first!r} != {second!r}'
            is_long = max(len(repr(first)), len(repr(second))) > 80
            self._fail(_Difference() if is_long else shown, msg)

    def assertEqual(self, first, second, msg=None):
        comparison = self._comparison(first, second)
        comparison(first, second, msg=msg)

    def assertListEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(_Difference(), msg)

    assertTupleEqual = assertDictEqual = assertMultiLineEqual = assertListEqual

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if not (len(first) == len(second) and all(a == b for a, b in zip(first, second))):
            self._fail(_Difference(), msg)

    def assertSetEqual(self, first, second, msg=None):
        lines = []
        for name, other, rest in ('first', 'second', first - second), ('second', 'first', second - first):
            if rest:
                lines += [f'Items in the {name} set but not the {other}:', *map(repr, rest)]
        if lines:
            self._fail('\n'.join(lines), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is None:
            places = 7 if places is None else places
            shown, good = f'{places} places', round(difference, places) == 0
        else:
            shown, good = f'{delta!r} delta', difference <= delta
        if not (first == second or good):
            self._fail(f'{first!r} != {second!r} within {shown} ({difference!r} difference)', msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(f'{first!r} == {second!r}', msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(f'{expr!r} is not true', msg)

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(f'{expr!r} is not false', msg)

    def assertIs(self, a, b, msg=None):
        if a is not b:
            self._fail(f'{a!r} is not {b!r}', msg)

    def assertIsNot(self, a, b, msg=None):
        if a is b:
            self._fail(f'unexpectedly identical: {a!r}', msg)

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(f'{obj!r} is not None', msg)

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail('unexpectedly None', msg)

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(f'{member!r} not found in {container!r}', msg)

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(f'{member!r} unexpectedly found in {container!r}', msg)

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(f'{a!r} not less than {b!r}', msg)

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(f'{a!r} not less than or equal to {b!r}', msg)

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(f'{a!r} not greater than {b!r}', msg)

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(f'{a!r} not greater than or equal to {b!r}', msg)

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(f'{obj!r} is not an instance of {cls!r}', msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(f'{obj!r} is an instance of {cls!r}', msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            if item not in rest:
                self._fail(_Difference(), msg)
            rest.remove(item)
        if rest:
            self._fail(_Difference(), msg)

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
        if not _found(expected_regex, text):
            self._fail(f"Regex didn't match: {expected_regex!r} not found in {text!r}", msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        if _found(unexpected_regex, text):
            self._fail(_Difference(), msg)

    if _version >= (3, 14):
        def assertHasAttr(self, obj, name, msg=None):
            if not hasattr(obj, name):
                self._fail(f'{type(obj).__name__!r} object has no attribute {name!r}', msg)

        def assertNotHasAttr(self, obj, name, msg=None):
            if hasattr(obj, name):
                self._fail(f'{type(obj).__name__!r} object has unexpected attribute {name!r}', msg)

        def assertIsSubclass(self, cls, superclass, msg=None):
            if not issubclass(cls, superclass):
                self._fail(f'{cls!r} is not a subclass of {superclass!r}', msg)

        def assertStartsWith(self, s, prefix, msg=None):
            if not s.startswith(prefix):
                self._fail(f"{s!r} doesn't start with {prefix!r}", msg)

        def assertEndsWith(self, s, suffix, msg=None):
            if not s.endswith(suffix):
                self._fail(f"{s!r} doesn't end with {suffix!r}", msg)
