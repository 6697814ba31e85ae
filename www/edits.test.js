import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as edits from './edits.js'
import { statements, tokenize } from './python.js'

const { END } = edits
const RING = `class Graph:
    def __init__(self, name):
        self.name = name
        self.next = None

one = Graph('one')
two = Graph('two')
one.next = two
`
/** @returns {import('./edits.js').Operand} */
const operand = (kind, expression, type = kind) => ({ kind, type, expression })
const lastLine = ({ program }) => program.trimEnd().split('\n').at(-1)

describe('tokenize', () => {
  for (const source of [RING, "x = '''a\nb", 'f"{x!r}" # é\n', "a = 'it\\'s\\\n'", '\\\n\t€ 1_000.5e3', "'open\nb = 1"]) {
    test(`keeps every character of ${JSON.stringify(source).slice(0, 30)}`, () => {
      assert.equal(tokenize(source).map(({ text }) => text).join(''), source)
    })
  }
  test('tells a keyword from a name and a definition', () => {
    assert.deepEqual(tokenize('class A').filter(({ type }) => type !== 'space').map(({ type }) => type), ['keyword', 'definition'])
  })

  test('an edited source has the tokens that it would have if it were read anew', () => {
    const pieces = ['class A:\n', '    x = 1\n', 'a', "'", '"""', '#', '\n', ' ', '12.5', 'def f(): pass\n', "b'x'", '\\\n', '(', 'ü']
    let state = 1
    const random = (/** @type {number} */ below) => (state = (state * 48271) % 2147483647) % below
    let source = ''
    for (let round = 0; round < 400; round++) {
      const at = random(source.length + 1)
      source = source.slice(0, at) + (random(3) ? pieces[random(pieces.length)] : '') + source.slice(at + random(3))
      const edited = [...tokenize(source)]
      tokenize('')
      assert.deepEqual(edited, tokenize(source), source)
    }
  })
})

describe('statements', () => {
  const lines = (source) => statements(source).map(({ first, last }) => [first, last])
  test('a block is one statement with its else', () => {
    assert.deepEqual(lines('if x:\n    a\n\n    b\nelse:\n    c\nd\n'), [[1, 6], [7, 7]])
  })
  test('brackets, strings and backslashes go on', () => {
    assert.deepEqual(lines("a = [\n1,\n]\nb = '''\nx\n'''\nc = 1 + \\\n2\nd"), [[1, 3], [4, 6], [7, 8], [9, 9]])
  })
  test('a decorator belongs to what it decorates, a comment to nothing', () => {
    assert.deepEqual(lines('# hi\n@d\ndef f():\n    pass\n# end\n'), [[2, 4]])
  })
})

describe('insert', () => {
  test('at the end, whatever the end looks like', () => {
    for (const program of ['a = 1', 'a = 1\n', 'a = 1\n\n\n']) {
      assert.deepEqual(edits.insert(program, END, 'b = 2'), { program: 'a = 1\nb = 2\n', line: 2 })
    }
    assert.deepEqual(edits.insert('', END, 'b = 2'), { program: 'b = 2\n', line: 1 })
  })
  test('in the past, after the statement that holds the line', () => {
    assert.deepEqual(edits.insert('for i in x:\n    f(i)\n    g(i)\nb = 2\n', 2, 'c = 3'),
      { program: 'for i in x:\n    f(i)\n    g(i)\n\nc = 3\nb = 2\n', line: 5 })
    assert.equal(edits.insert(RING, 6, 'x = 1').line, 7)
  })
  test('before the first line', () => {
    assert.deepEqual(edits.insert('# intro\na = 1\n', 0, 'b = 2'), { program: '# intro\nb = 2\na = 1\n', line: 2 })
  })
})

describe('a new object', () => {
  test('takes the next free name', () => {
    assert.equal(lastLine(edits.addObject('a = []\nb = a\n', END, 'list')), 'c = []')
    const all = [...'abcdefghijklmnopqrstuvwxyz'].join(' = ') + ' = 0\n'
    assert.equal(edits.freeName(all), 'a2')
  })
  test('writes the class once', () => {
    const first = edits.addObject('', END, 'Node')
    assert.equal(first.program, 'class Node:\n    pass\n\na = Node()\n')
    const second = edits.addObject(first.program, END, 'Node')
    assert.equal(second.program, 'class Node:\n    pass\n\na = Node()\nb = Node()\n')
    assert.deepEqual([first.line, second.line], [4, 5])
  })
  test('puts the class after the imports, and says where the statement went', () => {
    const edit = edits.addObject('import gc\na = 1\ngc.collect()\n', 2, 'Node')
    assert.equal(edit.program, 'import gc\nclass Node:\n    pass\n\na = 1\nb = Node()\ngc.collect()\n')
    assert.equal(edit.program.split('\n')[edit.line - 1], 'b = Node()')
  })
  test('fills what __init__ requires', () => {
    assert.equal(lastLine(edits.addObject(RING, END, 'Graph')), "a = Graph('a')")
    assert.equal(lastLine(edits.addObject('class A:\n  def __init__(self, x, y=[1, 2], *z): pass\n', END, 'A')), 'a = A(None)')
    assert.deepEqual(edits.classes(RING + 'class B(Graph):\n    pass\n').at(-1), { name: 'B', parameters: ['name'] })
  })
  test('of the built-in kinds', () => {
    assert.deepEqual(['dict', 'set', 'str', 'tuple'].map((kind) => lastLine(edits.addObject('', END, kind))),
      ['a = {}', 'a = set()', "a = 'a'", 'a = ([],)'])
    assert.equal(lastLine(edits.addObject('b = []\n', END, 'tuple', 'b')), 'a = (b,)')
  })
})

describe('a reference', () => {
  const node = (name) => operand('instance', name, 'Graph')
  test('is drawn in the way of its holder', () => {
    const draw = (from, slot, to = node('two')) => lastLine(edits.addReference(RING, END, from, to, slot))
    assert.equal(draw(node('one'), '.next'), 'one.next = two')
    assert.equal(draw(operand('list', 'l'), ''), 'l.append(two)')
    assert.equal(draw(operand('list', 'l'), '[0]'), 'l[0] = two')
    assert.equal(draw(operand('dict', 'd'), "['b']"), "d['b'] = two")
    assert.equal(draw(operand('set', 's'), ''), 's.add(two)')
    assert.equal(draw(operand('module', undefined), 'one'), 'one = two')
  })
  test('is refused where Python has no way', () => {
    const refused = (from, to) => assert.throws(() => edits.addReference(RING, END, from, to, '.x'), edits.Refusal)
    refused(node(undefined), node('two'))
    refused(node('one'), node(undefined))
    refused(operand('tuple', 't'), node('two'))
    refused(operand('set', 's'), operand('list', 'l'))
  })
  test('is deleted exactly', () => {
    const row = (label) => ({ label, text: '', target: 7, weak: false })
    const cut = (from, label, to = node('two')) => lastLine(edits.removeReference(RING, END, from, row(label), to))
    assert.equal(cut(operand('module', undefined), 'one'), 'del one')
    assert.equal(cut(node('one'), '.next'), 'del one.next')
    assert.equal(cut(operand('list', 'l'), '[1]'), 'l.remove(two)')
    assert.equal(cut(operand('list', 'l'), '[1]', node('l[1]')), 'del l[1]')
    assert.equal(cut(operand('list', 'l'), '[1]', operand('list', 'm')), 'del l[1]')
    assert.equal(cut(operand('dict', 'd'), "['b']"), "del d['b']")
    assert.equal(cut(operand('set', 's'), ''), 's.remove(two)')
    assert.throws(() => cut(operand('tuple', 't'), '[0]'), edits.Refusal)
  })
})

describe('a collection', () => {
  test('imports gc once, and only if it is missing', () => {
    const first = edits.collect('a = 1\n', END)
    assert.deepEqual(first, { program: 'import gc\n\na = 1\ngc.collect()\n', line: 4 })
    assert.equal(edits.collect(first.program, END, 0).program, 'import gc\n\na = 1\ngc.collect()\ngc.collect(0)\n')
    assert.equal(edits.collect('import sys, gc\n', END).program, 'import sys, gc\ngc.collect()\n')
    assert.equal(edits.collect('from gc import collect\n', END).program, 'from gc import collect\nimport gc\ngc.collect()\n')
  })
  test('keeps the docstring first', () => {
    assert.equal(edits.collect('"""Hi."""\na = 1\n', END).program, '"""Hi."""\nimport gc\n\na = 1\ngc.collect()\n')
  })
})

test('a weak reference goes only where Python has one', () => {
  assert.equal(lastLine(edits.addWeakReference(RING, END, operand('instance', 'one', 'Graph'))), 'r = weakref.ref(one)')
  assert.throws(() => edits.addWeakReference(RING, END, operand('list', 'l')), edits.Refusal)
})

test('a finalizer goes into the class, in place of pass or behind its body, and only once', () => {
  const of = operand('instance', 'a', 'Node')
  const empty = edits.addFinalizer('class Node:\n    pass\n\na = Node()\n', 4, of)
  assert.deepEqual(empty, { program: "class Node:\n    def __del__(self):\n        print('Node is finalized')\n\na = Node()\n", line: 5 })
  const full = edits.addFinalizer('class Node:\n    x = 1\n\na = Node()\n', END, of)
  assert.equal(full.program, "class Node:\n    x = 1\n\n    def __del__(self):\n        print('Node is finalized')\n\na = Node()\n")
  assert.throws(() => edits.addFinalizer(full.program, END, of), edits.Refusal)
  assert.throws(() => edits.addFinalizer('a = 1\n', END, of), edits.Refusal)
})

test('thresholds are one to three numbers', () => {
  assert.deepEqual(['5,1 , 1', '0', '', 'x', '1,2,3,4', '-1'].map(edits.thresholds), ['5, 1, 1', '0', undefined, undefined, undefined, undefined])
})

test('slots are written as Python wants them', () => {
  assert.deepEqual(['next', ' .next', 'class', '1x', ''].map(edits.attributeSlot), ['.next', '.next', undefined, undefined, undefined])
  assert.deepEqual(['k', '7', "'q'", "it's", ' '].map(edits.keySlot), ["['k']", '[7]', "['q']", "['it\\'s']", undefined])
})

test('a slot that is None is suggested first, one with a value never', () => {
  const row = (label, text) => ({ label, text, target: -1, weak: false })
  assert.deepEqual(edits.slotSuggestions(RING, [row('.name', "'one'"), row('.back', 'None')]), ['back', 'next', 'child', 'parent'])
  assert.deepEqual(edits.slotSuggestions(RING, []), ['name', 'next', 'child', 'parent'])
})
