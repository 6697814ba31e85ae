import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { animate } from './apng.js'

const uint = (...numbers) => Buffer.concat(numbers.map((number) => { const four = Buffer.alloc(4); four.writeUInt32BE(number); return four }))
const chunk = (type, data) => Buffer.concat([uint(data.length), Buffer.from(type), data, uint(crc32(Buffer.concat([Buffer.from(type), data])))])
/** One grey pixel under another. */
const still = (...greys) => Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.concat([uint(1, greys.length), Buffer.from([8, 0, 0, 0, 0])])),
  chunk('IDAT', deflateSync(Buffer.from(greys.flatMap((grey) => [0, grey])))), chunk('IEND', Buffer.alloc(0)),
])

test('stills become an animation whose chunks are right to the bit', () => {
  const png = Buffer.from(animate([still(1, 2), still(3, 4)], 1.5))
  assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n')
  const found = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)))
    found.push([png.subarray(at + 4, at + 8).toString(), png.subarray(at + 8, at + 8 + length)])
    at += length + 12
  }
  assert.deepEqual(found.map(([type]) => type), ['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND'])
  const [, actl, first, , second, fdat] = found.map(([, data]) => data)
  assert.deepEqual([actl.readUInt32BE(0), actl.readUInt32BE(4)], [2, 0], 'two frames, for ever')
  assert.deepEqual([first.readUInt32BE(0), second.readUInt32BE(0), fdat.readUInt32BE(0)], [0, 1, 2], 'sequence numbers')
  assert.equal(second.length, 26)
  assert.equal(second.readUInt16BE(20) / second.readUInt16BE(22), 1.5)
  assert.deepEqual([...inflateSync(fdat.subarray(4))], [0, 3, 0, 4])
})

test('stills that differ in size are no animation', () => assert.throws(() => animate([still(1), still(1, 2)], 1), RangeError))
