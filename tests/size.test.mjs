import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { weigh } from '../scripts/size.mjs'

/** @type {string} */
let dist

before(() => {
  dist = mkdtempSync(join(tmpdir(), 'gc-playground-'))
  // Noise, which brotli cannot make smaller.
  const noise = Uint32Array.from({ length: 512 }, (_, i) => Math.imul(i + 1, 2654435761) ^ Math.imul(i * i, 40503))
  writeFileSync(join(dist, 'core.wasm'), noise)
  writeFileSync(join(dist, 'index.js'), 'a'.repeat(4096))
  writeFileSync(join(dist, 'libraries-x.js'), 'a'.repeat(4096))
})

after(() => rmSync(dist, { recursive: true }))

test('a site within its budgets is weighed part by part', () => {
  const told = weigh(dist, { wasm: 10 })
  assert.match(told, /wasm [12]\.\d of 10 KB/)
  assert.match(told, /JS \+ CSS 0\.0 KB, libraries 0\.0 KB/)
})

test('a site over a budget is refused, and the part is named', () => {
  assert.throws(() => weigh(dist, { wasm: 0.5, 'first-party JS + CSS': 10 }), /^Error: wasm over budget/)
})

test('an embed weighs what its script imports at once', () => {
  writeFileSync(join(dist, 'gc-playground.js'), 'import{a as b}from"./light.js";const later=()=>import("./live.js");')
  writeFileSync(join(dist, 'light.js'), readFileSync(join(dist, 'core.wasm')).toString('hex'))
  writeFileSync(join(dist, 'live.js'), readFileSync(join(dist, 'core.wasm')).toString('hex').repeat(2))
  const weight = Number(/wanted ([\d.]+)/.exec(weigh(dist, {}))?.[1])
  assert.ok(weight > 1 && weight < 3, `${weight} KB`)
})

test('a budget for no part of the site is refused', () => {
  assert.throws(() => weigh(dist, { wsam: 10 }), /wsam over budget/)
})
