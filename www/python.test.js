import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenize } from './python.js'

const PARTS = ['a', 'def ', 'class ', "'", '"', "'''", '"""', '\n', ' ', '#x', '12', 'b', '\\', '(', 'é', 'if ', '\\\n', '1.5e']

test('an edited text has the tokens that it has when it is read anew', () => {
  let seed = 1
  // A linear congruential generator: the same edits on every machine.
  const below = (/** @type {number} */ end) => (seed = (seed * 48271) % 2147483647) % end
  let text = ''
  for (let round = 0; round < 20_000; round++) {
    const at = below(text.length + 1)
    const next = text.length > 60 ? '' : text.slice(0, at) + (below(10) < 7 ? PARTS[below(PARTS.length)] : '') + text.slice(at + below(3))
    tokenize(text)
    const edited = tokenize(next)
    tokenize(`\0${next}`)
    assert.deepEqual(edited, tokenize(next), JSON.stringify([text, next]))
    assert.equal(edited.map((token) => token.text).join(''), next)
    text = next
  }
})
