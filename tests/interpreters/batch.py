"""Runs many programs without starting the interpreter for each: COMMAND -S -s -B -u batch.py FILE …

Every program runs in a forked child, as `COMMAND FILE` would run it. Its standard output and standard error are written to
FILE.stdout and FILE.stderr, its exit status is printed as `STATUS FILE`. Needs fork, so it is not for pyodide.
"""
import os
import sys


def run(path):
    """The program as the main module; the frames of this file are taken off its tracebacks."""
    with open(path) as file:
        source = file.read()
    main = type(sys)('__main__')
    main.__file__ = path
    sys.modules['__main__'] = main
    sys.argv = [path]
    try:
        exec(compile(source, path, 'exec'), main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        sys.excepthook(type(error), error.with_traceback(error.__traceback__.tb_next), error.__traceback__)
        sys.exit(1)


for path in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        for descriptor, suffix in (1, '.stdout'), (2, '.stderr'):
            os.dup2(os.open(path + suffix, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), descriptor)
        run(path)
        break
    print(os.waitpid(child, 0)[1] >> 8, path)
