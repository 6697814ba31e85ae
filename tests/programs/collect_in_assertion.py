# unittest makes a bound method for each comparison, so that a collection may begin inside an assertion.
import gc
import sys
import unittest
import weakref

if sys.version_info[:3] == (3, 14, 2):
    sys.exit()  # when an increment meets the ring depends on all that is alive


class Ring:
    def __init__(self):
        self.ring = self


class Watched(unittest.TestCase):
    def test(self):
        lost = []
        watch = weakref.ref(Ring(), lost.append)
        kept = []
        while not lost:
            self.assertEqual(len(lost), 0)
            kept.append([])
        print(len(kept))


gc.collect()
Watched('test').test()
