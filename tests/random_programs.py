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


KINDS = {'graph': graph, 'order': order, 'count': count, 'trigger': trigger, 'text': text}

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
