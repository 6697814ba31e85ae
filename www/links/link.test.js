import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { strings } from '../strings.js'
import { LinkError, decode, encode } from './link.js'
import { place, positionOf } from './place.js'

/** Links that people have saved: never edit one, only add. */
const golden = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8'))
const ring = readFileSync(new URL('../scenarios/ring.py', import.meta.url), 'utf8')
const link = { program: ring, version: '3.13', stride: /** @type {const} */ ('line'), at: { lines: 13, more: 0 } }

/** The same random numbers at every run. */
function randomNumbers(seed = 1) {
  return (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
}

/** Version 1's check of a payload, to make links that only a deliberate hand could. */
function signed(codec, payload) {
  let hash = 0x811c9dc5
  for (const character of payload) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  hash = (hash >>> 24) ^ (hash & 0xffffff)
  return `#1${codec}${Buffer.from([hash >> 16, hash >> 8, hash]).toString('base64url')}${payload}`
}
const packed = (text) => signed('d', deflateRawSync(text).toString('base64url'))
const refuses = (hash, message) => assert.rejects(decode(hash), (error) => error instanceof LinkError && error.message === message)

describe('links', () => {
  for (const [i, { hash, link }] of golden.entries()) {
    test(`golden link ${i} opens as on the day it was made`, async () => assert.deepEqual(await decode(hash), link))
  }

  test('what is encoded is decoded again', async () => {
    for (const program of ['', '\n\n', ring, 'é\u0000\u202e🐍\n', ring.repeat(50)]) {
      for (const at of [{ lines: 0, more: 0 }, { lines: 7, more: 12 }, /** @type {const} */ ('end')]) {
        const one = { program, version: '3.14.2', stride: /** @type {const} */ ('event'), at }
        assert.deepEqual(await decode(`#${await encode(one)}`), one)
      }
    }
  })

  test('the ring of three fits into 300 characters', async () => assert.ok((await encode(link)).length < 300))

  test('10 000 random bit flips and cuts are told as a broken link', async () => {
    const hash = await encode(link)
    const random = randomNumbers()
    for (let i = 0; i < 10_000; i++) {
      const at = random(hash.length)
      const changed = i % 4 === 0 ? hash.slice(0, at)
        : hash.slice(0, at) + String.fromCharCode(hash.charCodeAt(at) ^ (1 << random(8))) + hash.slice(at + 1)
      const error = await decode(changed).then(() => undefined, (reason) => reason)
      assert.ok(error instanceof LinkError, `${changed} was opened or threw ${error}`)
    }
  })

  test('a payload that is no link is told, even with a right check', async () => {
    const random = randomNumbers(2)
    for (let i = 0; i < 300; i++) {
      const bytes = Buffer.from(Array.from({ length: random(60) }, () => random(256)))
      await refuses(signed('d', bytes.toString('base64url')), strings.links.broken)
    }
    for (const text of ['', '3.13', '3.13 x1\nprint()', '3.13 l1 \n', ' l1\n', '3.13 l9999999999\n', '3.13 l-+2\n']) {
      await refuses(packed(text), strings.links.broken)
    }
    await refuses(signed('t', Buffer.from([0xff, 0xfe]).toString('base64url')), strings.links.broken)
  })

  test('unknown versions and codecs are told as such', async () => {
    await refuses('#2dAbCdabcd', strings.links.unknown)
    await refuses('#1zAbCdabcd', strings.links.unknown)
    await refuses('#section-2', strings.links.broken)
  })

  test('what is too big is told before it fills the memory', async () => {
    await refuses(packed(`3.13 l-\n${'a'.repeat(10_000_000)}`), strings.links.tooBig)
    await refuses(`#1dAbCd${'a'.repeat(1_000_000)}`, strings.links.tooBig)
    const random = randomNumbers(3)
    const noise = Array.from({ length: 60_000 }, () => String.fromCharCode(33 + random(90))).join('')
    for (const program of ['a'.repeat(10_000_000), noise]) {
      await assert.rejects(encode({ ...link, program }), { message: strings.links.tooBigToShare })
    }
  })
})

/** Three lines; the second has a collection of two phases. */
const recording = (position) => /** @type {import('../types').Recording} */ (/** @type {unknown} */ ({
  position,
  length: 10,
  marks: (stride) => Uint32Array.from({ line: [2, 8, 10], phase: [2, 4, 6, 8, 10], event: [1, 2, 3, 4, 6, 8, 9, 10] }[stride]),
}))

describe('places', () => {
  test('every stop has a place that leads back to it', () => {
    for (const position of [0, 1, 2, 3, 4, 6, 8, 9, 10]) {
      for (const stride of /** @type {const} */ (['line', 'phase', 'event'])) {
        assert.equal(positionOf(recording(0), place(recording(position), stride)), position)
      }
    }
  })

  test('a place is told in the stride of the page, or in a finer one if it must be', () => {
    assert.deepEqual(place(recording(2), 'line'), { stride: 'line', at: { lines: 1, more: 0 } })
    assert.deepEqual(place(recording(6), 'phase'), { stride: 'phase', at: { lines: 1, more: 2 } })
    assert.deepEqual(place(recording(6), 'line'), { stride: 'phase', at: { lines: 1, more: 2 } })
    assert.deepEqual(place(recording(9), 'line'), { stride: 'event', at: { lines: 2, more: 1 } })
    assert.deepEqual(place(recording(10), 'line'), { stride: 'line', at: 'end' })
  })

  test('a place beyond the end is the end', () => {
    assert.equal(positionOf(recording(0), { stride: 'event', at: { lines: 99, more: 99 } }), 10)
  })
})
