"""Drives the allocator of the interpreter that runs this, and prints where its blocks stood: see crate/tests/pymalloc.rs.

    python tests/pymalloc/record.py >> tests/pymalloc/recorded.txt
"""
import array
import ctypes
import sys

malloc, free = ctypes.pythonapi.PyObject_Malloc, ctypes.pythonapi.PyObject_Free
malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
free.restype, free.argtypes = None, [ctypes.c_void_p]

POOL = 16384 if sys.version_info >= (3, 10) else 4096
POOLS = 64
# Size classes that the interpreter itself hardly uses, so that nothing else moves their pools.
SIZES = [512, 496, 480, 464]
STEPS = 240000
EVERY = 20000
MASK = (1 << 64) - 1


def plan():
    """The steps: a size to allocate, or minus the index (from 1) of the block to free."""
    steps, held, state = array.array('q'), 0, 1
    for step in range(STEPS):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        number = state >> 33
        # In turns more and fewer: 5 of 8 steps allocate, then 3.
        if held < 100 or number % 8 < (5 if step // 40000 % 2 == 0 else 3):
            steps.append(SIZES[number // 8 % 4])
            held += 1
        else:
            steps.append(-1 - number // 8 % held)
            held -= 1
    return steps


def fill():
    """Leaves the allocator in a known state: each pool of these sizes is full, and the newest arena has one pool in use."""
    # Room in pools that stay, for what the interpreter itself allocates meanwhile.
    for size in range(16, min(SIZES), 16):
        for block in [malloc(size) for _ in range(4 * POOL // size)][::2]:
            free(block)
    for size in SIZES:
        for _ in range(8 * POOLS * POOL // size):
            last = malloc(size)
        while last % POOL + 2 * size <= POOL:
            last = malloc(size)
    row = 0
    while row < POOLS - 1:
        # After a whole arena of neighbouring pools, the next pool is a new arena's.
        row = 0
        while True:
            before, last = last, malloc(512)
            if last // POOL == before // POOL + 1:
                row += 1
            elif last // POOL != before // POOL:
                break
        row += 1
    arena = last - last % POOL
    while last % POOL + 2 * 512 <= POOL:
        last = malloc(512)
    return arena


def drive(steps):
    """Carries the steps out with as few other allocations as can be: the first arena, the addresses of all blocks in order."""
    addresses = array.array('Q', bytes(8 * STEPS))
    blocks = array.array('Q', bytes(8 * STEPS))
    held = count = 0
    first = fill()
    for step in steps:
        if step > 0:
            block = malloc(step)
            addresses[count] = blocks[held] = block
            count += 1
            held += 1
        else:
            index = -1 - step
            block = blocks[index]
            held -= 1
            blocks[index] = blocks[held]
            free(block)
    return first, addresses


def main():
    steps = plan()
    first, addresses = drive(steps)
    bases, numbers, live = [first], {first: 0}, {first: 1}
    blocks, lines = [], []
    arenas, pools = 1, 0
    digest = count = 0
    for number, step in enumerate(steps):
        if step > 0:
            address = addresses[count]
            count += 1
            pool = address - address % POOL
            base = next((base for base in bases if base <= pool < base + POOLS * POOL), None)
            if base is None:
                base = pool
                bases.append(base)
            if not live.get(base):
                numbers[base] = arenas
                arenas += 1
            live[base] = live.get(base, 0) + 1
            blocks.append(base)
            pools = max(pools, (pool - base) // POOL + 1)
            for part in (numbers[base], (pool - base) // POOL, address % POOL):
                digest = (digest * 1099511628211 + part + 1) & MASK
        else:
            index = -1 - step
            live[blocks[index]] -= 1
            blocks[index] = blocks[-1]
            blocks.pop()
        if number % EVERY == EVERY - 1:
            lines.append('%d %d %d %d %016x' % (number + 1, len(blocks), sum(1 for n in live.values() if n), arenas, digest))
    print('== %d.%d' % sys.version_info[:2], POOL, pools)
    print('\n'.join(lines))


main()
