import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete } from './completion.js'

/** @param {string} program what stands before the caret */
const labels = (program) => complete(program, program)?.options.map(({ label }) => label) ?? []

test('after a module come its functions, after an object the attributes that the program sets', () => {
  assert.equal(labels('import gc\ngc.')[0], 'collect')
  assert.ok(labels('import sys\nsys.get').includes('getrefcount'))
  assert.deepEqual(labels('a.next = b\na.'), ['next'])
})

test('names come without those that are only now typed, and each once', () => {
  const found = labels('thing = other = thing\nth')
  assert.ok(found.includes('thing') && found.includes('other') && !found.includes('th'))
  assert.equal(new Set(found).size, found.length)
})

test('nothing is suggested in a text or a comment', () => {
  assert.deepEqual(labels("a = 'gc."), [])
  assert.deepEqual(labels('# gc.'), [])
})
