# The assertions of unittest.TestCase.
import string
import unittest
import weakref


class Thing:
    pass


class Tests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print('set up class')

    @classmethod
    def tearDownClass(cls):
        print('tear down class')

    def setUp(self):
        print('set up', self.id())

    def tearDown(self):
        print('tear down')

    def test_weakref(self):
        thing = Thing()
        reference = weakref.ref(thing)
        self.assertIs(reference(), thing)
        self.assertRegex(repr(reference), '<weakref at 0x[0-9a-f]+; to .*Thing.* at 0x.*>$')
        del thing
        self.assertIsNone(reference())

    def test_errors(self):
        with self.assertRaises(ZeroDivisionError) as context:
            1 / 0
        print(context.exception)
        with self.assertRaisesRegex(ValueError, r'in(side|valid)\b?'.replace(r'\b?', ' lit')):
            int('x')
        self.assertRaises(TypeError, len, 5)
        for number in range(2):
            with self.subTest(number=number):
                self.assertLess(number, 2)

    def test_locals_of_a_failed_call_are_gone(self):
        def fail():
            thing = Thing()
            things.append(weakref.ref(thing))
            try:
                raise ValueError
            except ValueError as error:
                thing.error = error
                raise
        things = []
        self.assertRaises(ValueError, fail)
        print([thing() for thing in things])

    def test_cleanup(self):
        self.addCleanup(print, 'first cleanup')
        self.addCleanup(print, 'second cleanup')
        self.assertAlmostEqual(1, 1.00000001)

    @unittest.skip('not now')
    def test_skipped(self):
        print('never')

    @unittest.skipIf(False, 'not now')
    def test_not_skipped(self):
        print('not skipped')

    def test_skips_itself(self):
        self.skipTest('not now')


@unittest.skipUnless(False, 'not here')
class Skipped(unittest.TestCase):
    def test(self):
        print('never')


def fails(assertion, *arguments):
    try:
        assertion(*arguments)
    except AssertionError as error:
        print(error)


class Loud:
    def __repr__(self):
        print('asked for its repr')
        return 'Loud'


case = Tests('test_weakref')
loud = Loud()
case.assertIn(loud, [loud])
case.assertTrue(loud)
fails(case.assertIsNone, loud)
fails(case.assertEqual, 1, 2)
fails(case.assertEqual, 1, 2, 'they differ')
fails(case.assertEqual, {1, 2}, {2, 3})
fails(case.assertNotEqual, 1, 1)
fails(case.assertTrue, [])
fails(case.assertFalse, [1])
fails(case.assertIs, 1, 2)
fails(case.assertIsNot, 1, 1)
fails(case.assertIsNone, 1)
fails(case.assertIsNotNone, None)
fails(case.assertIn, 1, [2])
fails(case.assertNotIn, 1, [1])
fails(case.assertGreater, 1, 2)
fails(case.assertIsInstance, 1, str)
fails(case.assertRaises, ValueError, abs, 1)
fails(case.assertRegex, 'abc', 'x+')
fails(case.assertAlmostEqual, 1, 2)
fails(case.fail, 'on purpose')
print(string.ascii_letters, string.digits, repr(string.punctuation))
for name in 'test_weakref', 'test_errors', 'test_locals_of_a_failed_call_are_gone', 'test_cleanup':
    case = Tests(name)
    case.setUp()
    getattr(case, name)()
    case.tearDown()
    case.doCleanups()
for name in 'test_skipped', 'test_skips_itself':
    try:
        getattr(case, name)()
    except unittest.SkipTest as error:
        print('skipped:', error)
