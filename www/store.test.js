import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { addObject, END, Refusal } from './edits.js'
import { Store } from './store.js'

/** An engine for which every non-blank line is three events; `stop` ends the program and `panic` breaks the engine. */
class Recording {
  diagnostics = []
  position = 0
  isFree = false
  constructor(source) {
    if (source.includes('panic')) throw new Error('unreachable executed')
    this.done = []
    for (const [i, text] of source.split('\n').entries()) {
      if (!text.trim()) continue
      if (text === 'x = (') {
        this.diagnostics = [{ kind: 'syntax', line: i + 1, column: 1, endLine: i + 1, endColumn: 5, message: 'unclosed' }]
        this.done = []
        break
      }
      this.done.push(i + 1)
      if (text === 'stop') {
        this.diagnostics.push({ kind: 'exception', line: i + 1, column: 1, endLine: i + 1, endColumn: 5, message: 'stopped' })
        break
      }
    }
    this.length = 3 * this.done.length
  }
  seek(position) { this.position = Math.max(0, Math.min(this.length, position)) }
  marks(stride) {
    if (stride === 'collection') return Uint32Array.of(4)
    if (stride === 'event') return Uint32Array.from({ length: this.length }, (_, i) => i + 1)
    return Uint32Array.from(this.done, (_, i) => 3 * i + 3)
  }
  lines() { return Uint32Array.from(this.done) }
  status() { const line = this.done[Math.ceil(this.position / 3) - 1] ?? 0; return { line, moduleLine: line } }
  box(id) { return id < this.position ? { id, rows: [] } : undefined }
  collection(index) { return index === 0 ? { found: 5, items: [{ type: 'A', count: 1, ids: [1] }, { type: 'B', count: 2, ids: [2, 3] }] } : undefined }
  adopt(previous) { assert.equal(previous.isFree, false) }
  successor(id) { return id }
  free() { this.isFree = true }
}

/** @type {Store} */
let store
beforeEach(() => {
  store = new Store({ versions: [{ name: '3.10', title: '' }, { name: '3.13', title: '' }], metrics: {}, run: (source) => new Recording(source) })
  store.open('a = 1\n\nb = 2\nc = 3\n')
})

describe('time', () => {
  test('a program opens at its end, or where a line is done', () => {
    assert.equal(store.state.recording.position, 9)
    store.open('a = 1\nb = 2\n', 1)
    assert.equal(store.state.recording.position, 3)
  })
  test('a line that never runs stands for the last one before it', () => {
    store.goToLine(2)
    assert.equal(store.state.recording.position, 3)
  })
  test('steps go from stop to stop, also from between two of them', () => {
    store.seek(5)
    store.step(-1)
    assert.equal(store.state.recording.position, 3)
    store.seek(5)
    store.step(1)
    assert.equal(store.state.recording.position, 6)
    store.step(-9)
    assert.equal(store.state.recording.position, 0)
    store.setStride('event')
    store.step(1)
    assert.equal(store.state.recording.position, 1)
  })
  test('a selection lasts while its box is there', () => {
    store.select({ id: 5, row: -1 })
    store.seek(6)
    assert.deepEqual(store.state.selection, { id: 5, row: -1 })
    store.seek(5)
    assert.equal(store.state.selection, undefined)
  })
  test('an opened result goes where it was found, and back when it is closed', () => {
    store.openCollection(0)
    assert.deepEqual([store.state.recording.position, store.state.opened.ids], [5, [1, 2, 3]])
    store.openCollection(0, [2, 3])
    store.closeCollection()
    assert.deepEqual([store.state.recording.position, store.state.opened], [9, undefined])
  })
})

describe('edits', () => {
  const add = (program, after) => addObject(program, after, 'list')
  test('at the end go to the end, in the past after the current line', () => {
    store.apply(add)
    assert.equal(store.state.program, 'a = 1\n\nb = 2\nc = 3\nd = []\n')
    assert.equal(store.state.recording.position, store.state.recording.length)
    store.goToLine(1)
    store.apply(add)
    assert.equal(store.state.program, 'a = 1\ne = []\n\nb = 2\nc = 3\nd = []\n')
    assert.equal(store.state.status.line, 2)
  })
  test('are refused with words, and then nothing is changed', () => {
    const before = store.state.program
    store.apply(() => { throw new Refusal('no way') })
    assert.deepEqual([store.state.notice, store.state.program, store.state.canUndo], ['no way', before, false])
  })
  test('are refused after the line at which the program stops, but not before it', () => {
    store.open('a = 1\nstop\nb = 2\n')
    store.apply(add)
    assert.match(store.state.notice, /line 2/)
    store.goToLine(1)
    store.apply(add)
    assert.equal(store.state.program, 'a = 1\nc = []\nstop\nb = 2\n')
  })
  test('are undone and done again', () => {
    const [first] = [store.state.program]
    store.apply(add)
    const second = store.state.program
    store.undo()
    assert.deepEqual([store.state.program, store.state.canUndo, store.state.canRedo], [first, false, true])
    store.redo()
    assert.deepEqual([store.state.program, store.state.canRedo], [second, false])
    store.undo()
    store.apply((program) => ({ program: program + 'z = 1\n', line: END }))
    assert.equal(store.state.canRedo, false)
  })
  test('by typing in one go are undone as one', () => {
    store.type('a', 1)
    store.type('ab', 1)
    store.undo()
    assert.equal(store.state.program, 'a = 1\n\nb = 2\nc = 3\n')
  })
})

test('every recording is freed once its successor is there', () => {
  const first = store.state.recording
  store.setVersion('3.10')
  assert.equal(first.isFree, true)
  assert.equal(store.state.recording.isFree, false)
})

test('a crash of the engine keeps the program, touches the recording no more, and the page goes on', async () => {
  const { error } = console
  console.error = () => {}
  const broken = store.state.recording
  store.apply((program) => ({ program: program + 'panic\n', line: END }))
  await Promise.resolve()
  console.error = error
  assert.equal(store.state.crashed, true)
  assert.match(store.state.program, /panic/)
  assert.equal(broken.isFree, false)
  store.undo()
  assert.equal(store.state.crashed, false)
  assert.equal(store.state.recording.position, 9)
})

test('a step right after typing is one of what was typed', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  store.goToLine(1)
  store.type('a = 1\nb = 2\n', 1)
  store.goTo(Infinity)
  assert.equal(store.state.shown.program, 'a = 1\nb = 2\n')
  context.mock.timers.tick(1000)
  assert.equal(store.state.recording.position, store.state.recording.length)
})

describe('a text that cannot be read', () => {
  test('leaves the last picture where it is, and says what is wrong', () => {
    store.goToLine(3)
    const { recording } = store.state
    store.type('a = 1\nx = (\n', 2)
    store.setVersion(store.state.version)
    assert.equal(store.state.recording, recording)
    assert.equal(recording.isFree, false)
    assert.equal(recording.position, 6)
    assert.deepEqual(store.diagnostics.map(({ line }) => line), [2])
    assert.equal(store.state.shown.program, 'a = 1\n\nb = 2\nc = 3\n')
    store.apply(() => assert.fail('nothing is written into it'))
    assert.match(store.state.notice, /line 2/)
    store.setVersion('3.10')
    assert.equal(store.state.shown.version, '3.10')
    assert.equal(store.diagnostics.length, 1)
    store.undo()
    assert.deepEqual(store.state.faults, [])
    assert.equal(store.state.shown.program, store.state.program)
  })
  test('shows nothing of the program before when it is opened', () => {
    store.open('x = (\n')
    assert.equal(store.state.recording.length, 0)
    assert.deepEqual(store.diagnostics.map(({ kind }) => kind), ['syntax'])
  })
})
