# How long something takes differs from run to run: what is no number that can be promised is shown as none.
_nan = float('nan')


def sleep(seconds, /):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')


def time():
    return _nan


perf_counter = monotonic = process_time = time
