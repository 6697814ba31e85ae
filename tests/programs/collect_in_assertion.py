# unittest makes a bound method for each comparison, so that a collection may begin inside an assertion.
import gc
import unittest
import weakref


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
