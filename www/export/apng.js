// An animated PNG out of still ones: the same compressed pixels, in chunks that say when each is shown. What does not know
// animations shows the first.

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]

/**
 * @param {Uint8Array[]} images PNGs of one size and kind, as one canvas makes them
 * @param {number} seconds for which each is shown
 * @returns {Uint8Array<ArrayBuffer>} plays again and again
 * @throws {RangeError} when the images differ in size or kind
 */
export function animate(images, seconds) {
  const stills = images.map(chunks)
  const head = find(stills[0], 'IHDR')
  if (stills.some((still) => find(still, 'IHDR').join() !== head.join())) throw new RangeError('the images differ in size or kind')
  const { buffer, byteOffset } = head
  const view = new DataView(buffer, byteOffset)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  let sequence = 0
  /** @type {Uint8Array[]} */
  const parts = [Uint8Array.from(SIGNATURE), chunk('IHDR', head), chunk('acTL', bytes(32, images.length, 32, 0))]
  stills.forEach((still, index) => {
    // Of the whole picture, for so many thousandths of a second, in the place of the one before.
    parts.push(chunk('fcTL', bytes(32, sequence++, 32, width, 32, height, 32, 0, 32, 0, 16, Math.round(seconds * 1000), 16, 1000, 8, 0, 8, 0)))
    for (const { type, data } of still) {
      if (type !== 'IDAT') continue
      parts.push(index === 0 ? chunk('IDAT', data) : chunk('fdAT', join([bytes(32, sequence++), data])))
    }
  })
  parts.push(chunk('IEND', new Uint8Array()))
  return join(parts)
}

/** @typedef {{ type: string, data: Uint8Array }} Chunk */

/** @param {Uint8Array} png @returns {Chunk[]} */
function chunks(png) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const found = []
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = view.getUint32(at)
    found.push({ type: String.fromCharCode(...png.subarray(at + 4, at + 8)), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return found
}

/** @param {Chunk[]} of @param {string} name */
function find(of, name) {
  const found = of.find(({ type }) => type === name)
  if (!found) throw new RangeError(`a PNG without ${name}`)
  return found.data
}

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const checked = join([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data])
  return join([bytes(32, data.length), checked, bytes(32, crc(checked))])
}

/** Numbers as PNG has them, each behind its size in bits: the most significant byte first. @param {number[]} sizesAndNumbers */
function bytes(...sizesAndNumbers) {
  /** @type {number[]} */
  const found = []
  for (let i = 0; i < sizesAndNumbers.length; i += 2) {
    for (let bits = sizesAndNumbers[i] - 8; bits >= 0; bits -= 8) found.push((sizesAndNumbers[i + 1] >>> bits) & 255)
  }
  return Uint8Array.from(found)
}

/** @param {Uint8Array[]} parts */
function join(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1
  return byte
})

/** CRC-32, as PNG checks its chunks. @param {Uint8Array} data */
function crc(data) {
  let sum = ~0
  for (const byte of data) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8)
  return ~sum
}
