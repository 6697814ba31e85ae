import sys
from sys import _unsupported
from unittest import SkipTest, TestCase


class _Counts:
    tests = skipped = 0

    def skip(self, count=1, begun=False):
        sys.stderr.write('s' * count)
        self.skipped += count
        if not begun and sys.version_info[:2] != (3, 12):
            self.tests += count


def _run(case, method, counts):
    if getattr(method, '__unittest_skip__', False):
        return counts.skip()
    counts.tests += 1
    try:
        case.setUp()
        try:
            method()
        finally:
            case.tearDown()
        sys.stderr.write('.')
    except SkipTest:
        counts.skip(begun=True)
    finally:
        case.doCleanups()


def _run_class(cls, counts):
    names = sorted({name for base in cls.__mro__[:-1] for name in base.__dict__ if name.startswith('test')})
    names = [name for name in names if callable(getattr(cls, name))]
    if getattr(cls, '__unittest_skip__', False):
        return counts.skip(len(names))
    if names:
        cls.setUpClass()
    for name in names:
        case = cls(name)
        _run(case, getattr(case, name), counts)
    if names:
        cls.tearDownClass()


def main(module='__main__', argv=None, *, verbosity=1, exit=True):
    if verbosity != 1 or module != '__main__':
        _unsupported('such a call of unittest.main')
    names = sys._getframe(1).f_globals
    counts = _Counts()
    try:
        names.get('setUpModule', int)()
        for name in sorted(names):
            cls = names[name]
            if isinstance(cls, type) and issubclass(cls, TestCase) and cls is not TestCase:
                _run_class(cls, counts)
        names.get('tearDownModule', int)()
    except Exception:
        _unsupported('the report of a failed test')
    tests, skipped = counts.tests, counts.skipped
    print('', '-' * 70, f'Ran {tests} test{"" if tests == 1 else "s"} in 0.000s', '', file=sys.stderr, sep='\n')
    print(f'OK (skipped={skipped})' if skipped else 'OK', file=sys.stderr)
    if exit:
        sys.exit(5 if sys.version_info >= (3, 12) and tests == 0 else 0)
