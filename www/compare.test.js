import assert from 'node:assert/strict'
import { test } from 'node:test'
import { align, inStep } from './compare.js'

test('equal lines stand side by side, and a changed one beside what it became', () => {
  assert.deepEqual(align(['a', 'b 3', 'c'], ['a', 'b 6', 'c']),
    [{ left: 'a', right: 'a' }, { left: 'b 3', right: 'b 6' }, { left: 'c', right: 'c' }])
  assert.deepEqual(align(['a', 'c'], ['a', 'b', 'c']),
    [{ left: 'a', right: 'a' }, { left: undefined, right: 'b' }, { left: 'c', right: 'c' }])
  assert.deepEqual(align([], ['x']), [{ left: undefined, right: 'x' }])
  assert.deepEqual(align(['x'], []), [{ left: 'x', right: undefined }])
})

/** @param {number[]} lines each done at ten times its number @param {number} position */
const recording = (lines, position = 0) => /** @type {import('./types').Recording} */ (/** @type {unknown} */ ({
  position, length: lines.length * 10, lines: () => Uint32Array.from(lines), marks: () => Uint32Array.from(lines.map((_, i) => (i + 1) * 10)),
}))

test('the other run stands where the same line is done for the same time', () => {
  const loop = [1, 2, 3, 2, 3, 4]
  assert.equal(inStep(recording(loop, 0), recording(loop)), 0)
  assert.equal(inStep(recording(loop, 40), recording(loop)), 40)
  assert.equal(inStep(recording(loop, 45), recording(loop)), 40, 'in the middle of a line: the last one that is done')
  assert.equal(inStep(recording(loop, 40), recording([1, 9, 2, 3, 2, 4])), 50, 'the second time')
  assert.equal(inStep(recording(loop, 40), recording([1, 2])), 20, 'it came only once')
  assert.equal(inStep(recording(loop, 60), recording([1, 2])), 20, 'the end')
})
