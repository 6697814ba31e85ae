"""Times one gc.collect() on a graph of lists, the same graph as in crate/benches/graph.

Usage: bench-cpython.py SHAPE COUNT, with SHAPE alive, garbage or chain. Prints the milliseconds and the result.
"""

import gc
import sys
import time


def numbers(seed=12345):
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield seed >> 33


def build(shape, count):
    """Returns what holds the graph: the list of all lists, the first list of the chain, or nothing."""
    random = numbers()
    lists = [[] for _ in range(count)]
    if shape == "chain":
        order = list(range(count))
        for last in range(count - 2, 0, -1):
            other = next(random) % (last + 1)
            order[last], order[other] = order[other], order[last]
        for to, source in zip(order, order[1:]):
            lists[source].append(lists[to])
        return lists[-1]
    for index, one in enumerate(lists):
        one.append(lists[(index + 1) % count])
        one.append(lists[next(random) % count])
        one.append(lists[next(random) % count])
    return lists if shape == "alive" else None


def main():
    shape, count = sys.argv[1], int(sys.argv[2])
    if shape not in ("alive", "garbage", "chain"):
        sys.exit(__doc__)
    gc.disable()
    gc.collect()
    gc.freeze()
    held = build(shape, count)
    # The processor's time: others may use it, too.
    start = time.process_time()
    collected = gc.collect()
    print((time.process_time() - start) * 1e3, collected)
    del held


main()
