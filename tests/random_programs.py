#!/usr/bin/env python3
"""Writes seeded random programs whose output must be the same on the engine and on a real interpreter.

    random_programs.py --kind KIND [--seed N] [--count K] [--folder FOLDER]

Writes FOLDER/KIND-SEED.py for the seeds N … N + K - 1 (without FOLDER: the programs on standard output). The same seed gives
the same program. The last line of every program prints 'end'; a statement takes one line, so a wrong program can be shrunk
by leaving out lines between the marks `# begin` and `# end`.

    graph    a heap of instances, containers and weak references, changed at random and collected: results, finalizers,
             callbacks, resurrection, the order of gc.get_objects()
    order    the order of destruction of nested containers, attributes, locals, parameters and temporaries
    count    gc.get_count() after each allocation and release, or sys.getrefcount in many places
    trigger  when automatic collections run, of which generation, and what they find
    text     what DEBUG_STATS and DEBUG_COLLECTABLE print
    classes  classes of random bases, members and slots: what their instances answer, with counts and sizes
    flow     functions and generators of random try, with, for and raise statements: what tracebacks keep alive, and when
             it goes
"""
import argparse
import os
import random


class Program:
    """A program under construction: the variables that exist, each with the kind of object it names, and the lines."""

    def __init__(self, seed, kind):
        self.random = random.Random(f'{kind} {seed}')
        self.lines = []
        self.kinds = {}
        self.made = 0

    def line(self, text):
        self.lines.append(text)

    def number(self):
        self.made += 1
        return self.made

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *kinds):
        """A variable that names one of the kinds (any when none is given), or None."""
        fitting = [name for name, kind in self.kinds.items() if not kinds or kind in kinds]
        return self.random.choice(fitting) if fitting else None

    def text(self, prelude):
        return '\n'.join([prelude.strip('\n'), '# begin', *self.lines, '# end', "print('end')", ''])


GRAPH = '''
import gc
import weakref

gc.disable()
gc.collect(); gc.freeze()
log = []
saved = []
rescued = [%s]


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)
        if self.name in rescued:
            saved.append(self)

    def visit(self):
        return self.name


class Q:
    def __init__(self, name):
        self.name = name


class S:
    __slots__ = ('name', 'x', 'y')

    def __init__(self, name):
        self.name = name


def callback(number):
    return lambda reference: log.append(-number)


def holding(value):
    return lambda: value


def show(label):
    print(label, log, [o.name for o in gc.get_objects() if type(o) in (N, Q, S)])
    log.clear()


'''
INSTANCES = ('N', 'Q', 'S')


def make(program):
    """A new object of a random kind under a random name."""
    name = f'v{program.random.randrange(8)}'
    kind = program.random.choice(['N', 'N', 'N', 'Q', 'S', 'list', 'list', 'dict', 'tuple', 'set', 'weakref', 'method', 'closure'])
    target, instance = program.pick(), program.pick('N', 'Q')
    if kind in INSTANCES:
        value = f'{kind}({program.number()})'
    elif kind in ('list', 'dict'):
        value = {'list': '[]', 'dict': '{}'}[kind]
    elif kind == 'method':
        bearer = program.pick('N')
        if bearer is None:
            return
        value = f'{bearer}.visit'
    elif kind == 'weakref':
        if instance is None:
            return
        value = f'weakref.ref({instance}, callback({program.number()}))'
    elif kind == 'set':
        if instance is None:
            return
        value = f'{{{instance}}}'  # one element: the order of several would follow their addresses
    elif target is None:
        return
    elif kind == 'tuple':
        value = f'({target}, {program.pick()})'
    else:
        value = f'holding({target})'
    program.line(f'{name} = {value}')
    program.kinds[name] = kind


def change(program):
    """A reference drawn or removed."""
    name, target = program.pick('N', 'Q', 'S', 'list', 'dict'), program.pick()
    if name is None:
        return
    kind, remove = program.kinds[name], program.chance(0.2)
    if kind in INSTANCES:
        attribute = program.random.choice('xy' if kind == 'S' else 'xyz')
        program.line(f"if hasattr({name}, '{attribute}'): del {name}.{attribute}" if remove else f'{name}.{attribute} = {target}')
    elif kind == 'list':
        removal = program.random.choice([f'{name}.clear()', f'if {name}: {name}.pop()', f'del {name}[:1]'])
        program.line(removal if remove else f'{name}.append({target})')
    else:
        key = program.random.choice(["'a'", "'b'", '1'])
        program.line(f'{name}.pop({key}, None)' if remove else f'{name}[{key}] = {target}')


def forget(program):
    name = program.pick()
    if name is None:
        return
    del program.kinds[name]
    program.line(f'del {name}')


def alias(program):
    name, target = f'v{program.random.randrange(8)}', program.pick()
    if target is None:
        return
    program.line(f'{name} = {target}')
    program.kinds[name] = program.kinds[target]


def grow(program, steps, collect):
    """Random steps on the heap; `collect` writes a collection now and then, and the heap is emptied at the end."""
    for _ in range(steps):
        step = program.random.choices([make, change, forget, alias, collect], [30, 34, 14, 6, 10])[0]
        step(program)
        if program.chance(0.02):
            name = program.pick('N', 'Q')
            if name is not None:
                program.line(f'{name}.__dict__')
    for name in list(program.kinds):
        program.line(f'del {name}')


def graph(seed):
    program = Program(seed, 'graph')

    def collect(program):
        program.line("show('.')")
        program.line(f'show(gc.collect({program.random.choice([0, 0, 1, 2])}))')

    grow(program, program.random.choice([15, 40, 80]), collect)
    for line in ('show(gc.collect(1))', 'show(gc.collect())', 'saved.clear()', 'show(gc.collect())', 'show(gc.collect())'):
        program.line(line)
    rescued = [str(n) for n in range(1, program.made + 1) if program.chance(0.1)]
    return program.text(GRAPH % ', '.join(rescued))


def text(seed):
    program = Program(seed, 'text')

    def collect(program):
        program.line(f'gc.set_debug({program.random.choice(["gc.DEBUG_STATS", "gc.DEBUG_COLLECTABLE", "gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE"])})')
        program.line(f'print(gc.collect({program.random.choice([0, 1, 2])}))')
        program.line('gc.set_debug(0)')

    grow(program, program.random.choice([10, 25, 50]), collect)
    collect(program)
    program.line('gc.collect()')
    return program.text(GRAPH % '')


ORDER = '''
class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


class W(N):
    def __init__(self, name, first, second):
        self.name = name
        self.second = second
        self.first = first


'''


def order(seed):
    program = Program(seed, 'order')

    def value(depth):
        form = program.random.choice(['N'] * 3 + ['list', 'tuple', 'dict', 'W'] * (depth > 0))
        items = [] if form == 'N' else [value(depth - 1) for _ in range(2 if form == 'W' else program.random.randint(1, 3))]
        number = program.number()
        return {
            'N': f'N({number})',
            'W': f'W({number}, {", ".join(items)})',
            'list': f'[{", ".join(items)}]',
            'tuple': f'({", ".join(items)},)',
            'dict': f'{{{", ".join(f"{key}: {item}" for key, item in enumerate(items))}}}',
        }[form]

    functions = []
    for index in range(3):
        parameters = ['p', 'q'][: program.random.randint(0, 2)]
        body = [f'    {name} = {value(1)}' for name in program.random.sample(['a', 'b', 'c', 'd'], program.random.randint(0, 3))]
        names = parameters + [line.split()[0] for line in body]
        end = program.random.choice(['pass', 'swap', 'del', 'return', 'raise', 'none'])
        if end == 'swap' and len(names) > 1:
            body.append(f'    {names[0]}, {names[-1]} = {names[-1]}, {names[0]}')
        elif end == 'del' and names:
            body.append(f'    del {program.random.choice(names)}')
        elif end == 'none' and names:
            body.append(f'    {program.random.choice(names)} = None')
        elif end == 'raise':
            body.append(f'    raise ValueError({value(1)})')
        body.append(f'    return {program.random.choice(names)}' if end == 'return' and names else "    print('|', end=' ')")
        functions.append(f'def f{index}({", ".join(parameters)}):\n' + '\n'.join(body) + '\n\n\n')
        program.kinds[f'f{index}'] = len(parameters)

    alive = []
    for _ in range(12):
        name, call = program.random.choice('uvw'), program.random.randrange(3)
        call = f'f{call}({", ".join(value(1) for _ in range(program.kinds[f"f{call}"]))})'
        form = program.random.choice(['bind', 'bind', 'del', 'expression', 'call', 'loop', 'keep'])
        if form == 'bind':
            program.line(f'{name} = {value(2)}')
        elif form == 'del' and alive:
            name = program.random.choice(alive)
            alive.remove(name)
            program.line(f'del {name}')
        elif form == 'keep':
            program.line(f'try: {name} = {call}\nexcept ValueError: {name} = None')
        elif form == 'loop':
            program.line(f'for {name} in {value(1)}, {value(0)}: print(\'-\', end=\' \')')
        elif form == 'call':
            program.line(f"try: {call}\nexcept ValueError as error: print('caught', end=' ')")
        else:
            program.line(value(2))
        if form in ('bind', 'keep', 'loop') and name not in alive:
            alive.append(name)
        program.line('print()')
    for name in alive:
        program.line(f'del {name}')
        program.line('print()')
    return program.text(ORDER + ''.join(functions))


COUNT = '''
import gc

gc.disable()


class A:
    def __init__(self, value):
        self.value = value

    def method(self):
        pass


class E:
    pass


def generate():
    yield


row = [1]
a = A(1)
results = [0] * 300
i = 0
read = gc.get_count
v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = None
generate(); a.method; E(); iter(row)
gc.collect(); gc.freeze(); gc.collect()
'''
COUNTED = ['A(1)', 'E()', '[]', '[a, a]', '{}', '{1: a}', '(a, a)', '(a, a, a)', '{1}', 'lambda: 0', 'a.method', 'generate()', 'iter(row)']

REFERENCES = '''
import sys

rc = sys.getrefcount


class A:
    def count(self):
        return rc(self)


def given(p):
    return rc(p)


def given_two(p, q):
    return rc(p), rc(q)


def local(p):
    z = p
    return rc(z), rc(p)


def through(p):
    return given(p)


def star(*p):
    return rc(p[0])


def named(**p):
    return rc(p['k'])


def fresh():
    z = []
    w = [z, z]
    return rc(z), rc(w), given(z)


'''


def count(seed):
    program = Program(seed, 'count')
    if seed % 2:
        return references(program)
    for _ in range(program.random.choice([20, 60, 120])):
        name = f'v{program.random.randrange(8)}'
        if program.chance(0.62):
            program.line(f'{name} = {program.random.choice(COUNTED)}')
        elif program.chance(0.88):
            program.line(f'{name} = None')
        else:
            program.line(f'gc.collect({program.random.randrange(3)})')
        program.line('results[i] = read()[0]; i += 1')
    program.line('print(results[:i])')
    return program.text(COUNT)


def references(program):
    names = [f'v{n}' for n in range(5)]
    for name in names[:3]:
        program.kinds[name] = program.random.choice(['A', 'list'])
        program.line(f'{name} = {"A()" if program.kinds[name] == "A" else "[]"}')
    for _ in range(program.random.choice([15, 40])):
        name, target = program.random.choice(names), program.pick()
        step = program.random.random()
        if step < 0.15:
            program.kinds[name] = program.random.choice(['A', 'list'])
            program.line(f'{name} = {"A()" if program.kinds[name] == "A" else "[]"}')
        elif step < 0.3:
            program.kinds[name] = program.kinds[target]
            program.line(f'{name} = {target}')
        elif step < 0.55:
            holder = program.pick()
            program.line(f'{holder}.{program.random.choice("xy")} = {target}' if program.kinds[holder] == 'A' else f'{holder}.append({target})')
        elif step < 0.62 and program.pick('list'):
            program.line(f'{program.pick("list")}.clear()')
        elif step < 0.68 and len(program.kinds) > 2:
            program.line(f'del {target}')
            del program.kinds[target]
        else:
            calls = ['rc({0})', 'given({0})', 'given_two({0}, {0})', 'local({0})', 'through({0})', 'star({0})', 'star({0}, {0})', 'named(k={0})', 'fresh()',
                     '[rc(e) for e in [{0}, {0}]]', 'rc([{0}])', '(lambda: rc({0}))()', 'given([])']
            if program.kinds[target] == 'A':
                calls += ['{0}.count()', 'A().count()'] * 2
            program.line(f'print({program.random.choice(calls).format(target)})')
    return program.text(REFERENCES)


TRIGGER = '''
import gc


class E:
    pass


def call():
    pass


def watch(phase, info):
    global i
    if phase == 'stop':
        results[i] = step
        results[i + 1] = info['generation']
        results[i + 2] = info['collected']
        i += 3


gc.disable()
row = [1]
a = E()
results = [None] * 3000
i = step = 0
%s = None
len(row); call(); E(); iter(row)
gc.callbacks.append(watch)
gc.collect(); gc.freeze(); gc.collect()
i = 0
gc.set_threshold(%d, %d, %d)
gc.enable()
'''


def trigger(seed):
    program = Program(seed, 'trigger')
    names = [f'v{n}' for n in range(30)]
    thresholds = program.random.choice([(5, 1, 1), (8, 2, 2), (3, 1, 1), (10, 3, 2), (12, 1, 1)])
    for step in range(program.random.choice([40, 150])):
        program.line(f'step = {step + 1}')
        name = program.random.choice(names)
        if program.chance(0.25):
            program.line(f'{name} = None')
        elif program.chance(0.1):
            program.line(f'for number in range({program.random.randint(2, 9)}): {name} = [{name}]')
        else:
            value = program.random.choice(['E()', 'E()', 'E()', '[]', '{}', '{a}', 'lambda: 0', 'iter(row)', 'call()', 'len(row)', 'cycle'])
            program.line(f'{name} = E(); {name}.me = {name}' if value == 'cycle' else f'{name} = {value}')
    program.line('gc.set_threshold(0); gc.callbacks.clear()')
    program.line('print(results[:i])')
    return program.text(TRIGGER % (' = '.join(names), *thresholds))


CLASSES = """
import gc
import sys
import weakref

gc.disable()
gc.collect(); gc.freeze()
log = []
# Measured on wasm32, what stands here for 3.14.2 has other sizes.
is_64_bit = sys.version_info[:3] != (3, 14, 2)


def show(function):
    try:
        print(function(), log)
    except Exception as error:
        print(type(error).__name__, error, log)
    log.clear()


def attributes(value):
    return sorted(vars(value).items(), key=str) if hasattr(value, '__dict__') else 'none'


"""
BASES = ['list', 'dict', 'set', 'int', 'str', 'tuple', 'float', 'frozenset', 'Exception', 'bytes']
# Members of classes; each may be there once. `{n}` is a number.
MEMBERS = [
    ['def __del__(self): log.append("del {n}")'],
    ['def __repr__(self): return "<{n}>"'],
    ['def __len__(self): return {n}'],
    ['def __bool__(self): log.append("bool"); return {n} % 2 == 0'],
    ['def __eq__(self, other): log.append("eq {n}"); return NotImplemented if {n} % 3 == 0 else self is other'],
    ['def __ne__(self, other): log.append("ne {n}"); return {n} % 2 == 0'],
    ['def __hash__(self): log.append("hash {n}"); return {n}'],
    ['def __lt__(self, other): log.append("lt {n}"); return {n} % 2 == 0'],
    ['def __getitem__(self, key):', '    log.append(key)', '    if key == 3: raise IndexError(key)', '    return key, {n}'],
    ['def __contains__(self, item): log.append("in {n}"); return item == {n}'],
    ['def __iter__(self): return iter([{n}, self])'],
    ['def __call__(self, *args, **kwargs): return {n}, args, kwargs, sys.getrefcount(self)'],
    ['def __add__(self, other): return ("add", {n}) if other != {n} else NotImplemented'],
    ['def __radd__(self, other): return "radd", other, {n}'],
    ['def __iadd__(self, other): log.append("iadd"); return self'],
    ['def __getattr__(self, name):', '    log.append(name)', '    if name[:2] == "__" or name == "nothing": raise AttributeError(name)', '    return {n}'],
    ['def __setattr__(self, name, value): log.append(name); super().__setattr__(name, value)'],
    ['def __delattr__(self, name): log.append("del " + name); super().__delattr__(name)'],
    ['def __enter__(self): log.append("enter"); return {n}', 'def __exit__(self, kind, error, trace): log.append(kind); return {n} % 2 == 0'],
    ['def __format__(self, spec): return spec + "{n}"'],
    ['def __index__(self): return {n}'],
    ['def __sizeof__(self): return {n}'],
    ['def __reversed__(self): return iter([{n}])'],
    ['def method(self, *args): return "method {n}", args, sys.getrefcount(self)'],
    ['def twice(self): return self.method(), {n}'],
    ['def parent(self): return super().method() if hasattr(super(), "method") else "none {n}"'],
    ['def __init_subclass__(cls, **kwargs): log.append("sub " + cls.__name__); super().__init_subclass__(**kwargs)'],
    ['@property', 'def value(self): return getattr(self, "hidden", {n})'],
    ['@classmethod', 'def make(cls): return cls.__name__, {n}'],
    ['@staticmethod', 'def plain(x={n}): return x, {n}'],
    ['shared = [{n}]'],
    ['number: int = {n}'],
    ['class Inner: x = {n}'],
]
INITS = [
    ['def __init__(self, *args): log.append(len(args))'],
    ['def __init__(self, a=None, b=None): self.a = a; self.b = b'],
    ['def __init__(self, *args): super().__init__(*args); self.zeta = self; self.alpha = 1'],
    ['def __init__(self, *args): super().__init__()'],
]
CREATED = ['', '', '1', '"a"', '[1, 2]', '(1,)', '{{1: 2}}', 'u']
EXPRESSIONS = [
    'repr({0})', 'str({0})', 'len({0})', 'bool({0})', '{0} == {1}', '{0} != {1}', '{0} is {1}', 'hash({0}) == hash({0})', '{0} < {1}', 'sorted([{0}, {1}])', '{0}[0]',
    '{0}["k"]', '{0}[3]', '1 in {0}', '{0} in [{1}, {0}]', 'list({0})', 'tuple({0})', '[*{0}]', '{0}()', '{0}(1, x={1})', '{0} + 1', '{0} + {1}', '1 + {0}', '{0}.method()',
    '{0}.method(1, {1})', '{0}.twice()', '{0}.parent()', '{0}.value', '{0}.make()', '{0}.plain()', '{0}.plain(5)', '{0}.shared', 'type({0}).shared', '{0}.a', '{0}.zeta is {0}',
    '{0}.nothing', 'getattr({0}, "x", "default")', 'hasattr({0}, "x")', 'attributes({0})', 'f"{{{0}:>4}}"', 'isinstance({0}, {2})', 'issubclass(type({0}), {2})',
    'type({0}).__name__', '[base.__name__ for base in type({0}).__mro__]', '{0} and sys.getrefcount({0})', 'sys.getrefcount({2})', 'is_64_bit and sys.getsizeof({0})', 'is_64_bit and {0}.__sizeof__()',
    'gc.is_tracked({0})', 'len(gc.get_referents({0}))', '[type(x).__name__ for x in gc.get_referents({0})]', 'weakref.ref({0})() is {0}', 'list(reversed({0}))', '[5, 6, 7][{0}]',
    '{2}.__name__, {2}.__qualname__, {2}.__module__', '{2}(1).__class__.__name__', '{0}.__class__ is {2}', 'dir({2}.Inner)[-1]', '{2}.number', 'gc.collect()', 'gc.collect(0)',
    'max({0}, {1})', 'list(map(type, {0}))', 'dict({0})', '{0}.__dict__ is {0}.__dict__', '[name for name in {2}.__dict__ if name[:2] != "__"]', '{0}.__eq__({1})',
    '{0}.__ne__(3)', '{0}.__len__()', '{0}.args', '{0}.append(1)', '{0}.update({{1: 3}})', '{0}.add(4)', '{0}.upper()', '{0} * 2', '{0} - 1', '{0} | {1}', 'int({0})', 'callable({0})',
]


def class_statement(program, number, names):
    """A class of random bases and members; a plain class stands for it where its bases do not fit together."""
    pick = program.random
    bases = []
    if names and program.chance(0.5):
        # Younger ones first: an older one may be their base.
        bases = sorted(pick.sample(names, min(len(names), pick.choice([1, 1, 1, 2]))), reverse=True)
    if not bases and program.chance(0.5) or bases and program.chance(0.1):
        bases.append(pick.choice(BASES))
    lines = []
    if program.chance(0.3):
        lines.append(pick.choice(["__slots__ = ()", "__slots__ = ('x',)", "__slots__ = ('y', 'x', '__x')", "__slots__ = ('__dict__',)", "__slots__ = ('__weakref__', 'x')"]))
    members = pick.sample(MEMBERS, pick.randint(0, 5))
    if program.chance(0.4):
        members.append(pick.choice(INITS))
    for member in members:
        lines += [line.replace('{n}', str(pick.randint(0, 5))) for line in member]
    head = f'class C{number}({", ".join(bases)}):' if bases else f'class C{number}:'
    body = ''.join(f'\n        {line}' for line in lines or ['pass'])
    program.line(f'try:\n    {head}{body}\nexcept (TypeError, ValueError) as error:\n    print(error)\n    class C{number}: pass')
    names.append(f'C{number}')


def classes(seed):
    program = Program(seed, 'classes')
    pick, names = program.random, []
    for number in range(pick.randint(1, 4)):
        class_statement(program, number, names)
    program.line('gc.collect()')  # what classes left that could not be made
    variables = 'uvw'
    program.line('u = v = w = None')
    for _ in range(pick.choice([10, 30])):
        name, other, made = pick.choice(variables), pick.choice(variables), pick.choice(names)
        step = pick.random()
        if step < 0.25:
            # No `assert`-like short cut: what a call raises is part of what is compared.
            program.line(f'try: {name} = {made}({pick.choice(CREATED).format()})\nexcept Exception as error: print(type(error).__name__, error)')
        elif step < 0.4:
            target = pick.choice(['x', 'y', 'a', 'value', 'hidden', 'shared', '_C0__x'])
            action = pick.choice([f'{name}.{target} = {other}', f'{name}.{target} = 1', f'del {name}.{target}', f'{name} += 1', f'{name} = None', f'{made}.shared = {other}'])
            program.line(f'try: {action}\nexcept Exception as error: print(type(error).__name__, error)')
        elif step < 0.45:
            program.line(f'try:\n    with {name} as inner: print(inner); raise KeyError(1)\nexcept Exception as error: print(type(error).__name__, error, log)')
        else:
            program.line(f'show(lambda: {pick.choice(EXPRESSIONS).format(name, other, made)})')
    program.line('error = None')
    program.line('u = v = w = None')
    program.line('print(gc.collect(), log)')
    return program.text(CLASSES)


FLOW = """
import gc
import sys

gc.disable()


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(-self.name)


class Context:
    def __init__(self, name, swallows):
        self.name = name
        self.swallows = swallows

    def __enter__(self):
        log.append('enter')
        return N(self.name)

    def __exit__(self, kind, error, trace):
        log.append(kind and kind.__name__)
        return self.swallows


def chain(error):
    names = []
    while error is not None and len(names) < 6:
        trace, depth = error.__traceback__, []
        while trace is not None:
            depth.append(trace.tb_frame.f_code.co_name)
            trace = trace.tb_next
        names.append((type(error).__name__, error.args, depth))
        error = error.__cause__ or error.__context__
    return names


log = []
kept = []
rc = sys.getrefcount
counted = N, list, dict, Exception  # what is not shared with the interpreter
try:
    raise KeyError(chain(None))
except KeyError as error:
    print(len(chain(error)))
gc.collect(); gc.freeze(); gc.collect()
"""


class Block:
    """Statements of a function under construction, and what may be said where they stand."""

    def __init__(self, program, index, is_generator, parameters):
        self.program, self.index, self.is_generator = program, index, is_generator
        self.names = list(parameters)
        self.lines = []

    def line(self, indent, text):
        self.lines.append('    ' * indent + text)

    def bind(self):
        name = self.program.random.choice('abcd')
        if name not in self.names:
            self.names.append(name)
        return name

    def block(self, indent, depth, in_loop=False, in_handler=None):
        """One to three statements."""
        names = list(self.names)
        for _ in range(self.program.random.randint(1, 3)):
            if self.statement(indent, depth, in_loop, in_handler):
                break
        # What is bound in here may not be bound after it.
        self.names = names

    def statement(self, indent, depth, in_loop, in_handler):
        """One statement; true if nothing behind it can be reached."""
        program, pick = self.program, self.program.random
        forms = ['bind', 'bind', 'count', 'call', 'keep', 'del', 'closure', 'comprehension']
        if depth > 0:
            forms += ['try', 'try', 'try', 'with', 'for', 'if', 'while']
        if self.is_generator:
            forms += ['yield', 'yield']
        forms += ['raise', 'return'] if program.chance(0.3) else []
        if in_loop and program.chance(0.5):
            forms += ['break', 'continue']
        if in_handler:
            forms += ['reraise', 'from', 'save', 'save']
        form, name = pick.choice(forms), pick.choice(self.names)
        line = lambda text, more=0: self.line(indent + more, text)
        if form == 'bind':
            value = pick.choice(['N({0})', '[N({0}), {1}]', '({1}, N({0}))', '{1}', '{{1: {1}, 2: N({0})}}', '[]']).format(program.number(), name)
            line(f'{self.bind()} = {value}')
        elif form == 'count':
            line(f'log.append(rc({name}) if isinstance({name}, counted) else None)')
        elif form == 'call' and self.index > 0:
            callee = pick.randrange(self.index)
            if program.kinds[f'f{callee}']:
                use = pick.choice(['list(f{0}({1}, N({2})))', 'next(f{0}({1}, {1}))', '[rc(x) for x in f{0}({1}, None) if isinstance(x, counted)]', 'sum(1 for x in f{0}({1}, []))'])
            else:
                use = pick.choice(['f{0}({1}, N({2}))', 'f{0}({1}, q={1})', 'f{0}(N({2}), [{1}])', 'f{0}(*[{1}, None])'])
            line(f'{self.bind()} = {use.format(callee, name, program.number())}')
        elif form == 'keep':
            line(pick.choice([f'kept.append({name})', 'kept.clear()', f'kept[:] = [{name}, N({program.number()})]']))
        elif form == 'del' and len(self.names) > 1:
            line(f'{name} = None')
        elif form == 'closure':
            line(f'{self.bind()} = lambda x=N({program.number()}): (x, {name})')
        elif form == 'comprehension':
            line(f'log.append([rc(x) for x in [{name}, {name}] if isinstance(x, counted)])')
        elif form == 'try':
            line('try:')
            self.block(indent + 1, depth - 1, in_loop)
            has_handler = program.chance(0.8)
            if has_handler:
                kind, as_name = pick.choice(['ValueError', 'KeyError', '(ValueError, KeyError)', 'Exception']), pick.choice(['', ' as e', ' as e'])
                line(f'except {kind}{as_name}:')
                self.block(indent + 1, depth - 1, in_loop, 'e' if as_name else 'sys.exc_info()[1]')
                if program.chance(0.2):
                    line('else:')
                    self.block(indent + 1, depth - 1, in_loop)
            if not has_handler or program.chance(0.3):
                line('finally:')
                self.block(indent + 1, 0)
        elif form == 'with':
            line(f'with Context({program.number()}, {program.chance(0.4)}) as {self.bind()}:')
            self.block(indent + 1, depth - 1, in_loop)
        elif form == 'for':
            line(f'for {self.bind()} in {pick.choice(["range(2)", f"[N({program.number()}), {name}]", f"({name}, 1)"])}:')
            self.block(indent + 1, depth - 1, True)
        elif form == 'while':
            count = f'n{program.number()}'
            line(f'{count} = 0')
            line(f'while {count} < 2:')
            self.line(indent + 1, f'{count} += 1')
            self.block(indent + 1, depth - 1, True)
        elif form == 'if':
            line(f'if {pick.choice([f"{name} is None", f"len(log) % 2", f"isinstance({name}, N)"])}:')
            self.block(indent + 1, depth - 1, in_loop)
            if program.chance(0.5):
                line('else:')
                self.block(indent + 1, depth - 1, in_loop)
        elif form == 'yield':
            line(pick.choice([f'yield {name}', f'{self.bind()} = yield', f'yield N({program.number()})']))
        elif form == 'raise':
            line(f'raise {pick.choice(["ValueError", "KeyError", "TypeError"])}({pick.choice([name, program.number()])})')
            return True
        elif form == 'return':
            line(f'return {pick.choice([name, "None"])}')
            return True
        elif form in ('break', 'continue'):
            line(form)
            return True
        elif form == 'reraise':
            line('raise')
            return True
        elif form == 'from':
            line(f'raise ValueError({program.number()}) from {pick.choice([in_handler, "None"])}')
            return True
        elif form == 'save':
            line(pick.choice([f'kept.append({in_handler})', f'{self.bind()} = {in_handler}', f'log.append(rc({in_handler}))']))
        else:
            line('pass')
        return False


def flow(seed):
    program = Program(seed, 'flow')
    pick = program.random
    count = pick.randint(2, 4)
    for index in range(count):
        is_generator = program.chance(0.3)
        program.kinds[f'f{index}'] = is_generator
        block = Block(program, index, is_generator, ['p', 'q'])
        block.line(0, f'def f{index}(p, q=None):')
        if is_generator:
            block.line(1, 'yield p')
        for _ in range(pick.randint(2, 5)):
            if block.statement(1, 2, False, None):
                break
        for line in block.lines:
            program.line(line)
    for index in range(count):
        for _ in range(2):
            argument = f'N({program.number()})'
            if program.kinds[f'f{index}']:
                call = pick.choice(['list(f{0}({1}))', 'print(next(f{0}({1}, 1)) is None)', '[print(type(x).__name__) for x in f{0}({1}, 2)]', 'g = f{0}({1}); next(g); g.close()',
                                    'g = f{0}({1}); next(g); g.throw(ValueError("thrown"))', 'g = f{0}({1}); next(g); print(type(g.send(5)).__name__); del g', 'g = f{0}({1})'])
            else:
                call = pick.choice(['f{0}({1})', 'print(type(f{0}({1})).__name__)', 'x = f{0}({1}, [1])', 'f{0}({1}, q={1})'])
            program.line(f'try: {call.format(index, argument)}\nexcept Exception as error: print(chain(error))')
            program.line('print(log); log.clear()')
            if program.chance(0.4):
                program.line(f'print(gc.collect({pick.randrange(3)}), gc.get_count()[0])')
    for line in ('x = g = None', 'kept.clear()', 'print(log); log.clear()', 'print(gc.collect(), log)'):
        program.line(line)
    return program.text(FLOW)


KINDS = {'graph': graph, 'order': order, 'count': count, 'trigger': trigger, 'text': text, 'classes': classes, 'flow': flow}

if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--kind', choices=KINDS, required=True)
    parser.add_argument('--seed', type=int, default=0, help='the first seed')
    parser.add_argument('--count', type=int, default=1, help='how many programs')
    parser.add_argument('--folder', help='where to write KIND-SEED.py')
    options = parser.parse_args()
    if options.folder:
        os.makedirs(options.folder, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        source = f'# random_programs.py --kind {options.kind} --seed {seed}\n' + KINDS[options.kind](seed)
        if options.folder:
            with open(os.path.join(options.folder, f'{options.kind}-{seed}.py'), 'w') as file:
                file.write(source)
        else:
            print(source)
