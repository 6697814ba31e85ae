// Links: what the page shows, in the part of an address that never leaves the browser.
//
//     #1dAbCdPAYLOAD    1 the format's version, d the codec, AbCd a check of the payload, then the payload in base64url
//
// A link must open for ever: a change of the format gets a new version, and the old one stays readable. golden.json
// holds links of every version.
import { strings } from '../strings.js'
import { format, parse } from './place.js'

/**
 * Where a link's recording stands: behind a number of line marks and so many stops of the stride. It means the same
 * when the engine comes to write more or fewer events for a line.
 * @typedef {{ lines: number, more: number }} Place
 *
 * @typedef {object} Link
 * @property {string} program
 * @property {string} version such as `3.13`
 * @property {import('../types').Stride} stride
 * @property {Place | 'end'} at
 */

/** A link that cannot be made or opened; its message says why and what to do. */
export class LinkError extends Error {}

/** A program of this many bytes fits into a link, compressed or not. */
const LARGEST_PROGRAM = 64 * 1024
/** Browsers and chats cut what is longer. */
const LARGEST_LINK = 32 * 1024

/** Version 1 begins with a line such as `3.13 l17`, the Python version and a place; the program follows. */
const HEAD = /^([^ \n]{1,16}) ([^ \n]{1,24})\n/

/**
 * @param {Link} link
 * @returns {Promise<string>} what stands behind the `#`
 * @throws {LinkError} when the program is too big
 */
export async function encode({ program, version, stride, at }) {
  const bytes = new TextEncoder().encode(`${version} ${format({ stride, at })}\n${program}`)
  const packed = bytes.length > LARGEST_PROGRAM ? undefined : await pack(bytes)
  if (!packed || packed.length > LARGEST_LINK) throw new LinkError(strings.links.tooBigToShare)
  return packed
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function pack(bytes) {
  const compresses = typeof CompressionStream === 'function'
  const payload = toBase64(compresses ? await through(new CompressionStream('deflate-raw'), bytes) : bytes)
  return `1${compresses ? 'd' : 't'}${check(payload)}${payload}`
}

/**
 * @param {string} hash with or without its `#`
 * @returns {Promise<Link>}
 * @throws {LinkError} when it is broken, too big, or of a version that this page does not know
 */
export async function decode(hash) {
  const text = hash.replace(/^#/, '')
  if (text.length > LARGEST_LINK) throw new LinkError(strings.links.tooBig)
  const [, version, codec, sum, payload] = /^(\d+)([a-z])([\w-]{4})([\w-]*)$/.exec(text) ?? []
  if (version === undefined) throw new LinkError(strings.links.broken)
  if (version !== '1' || (codec !== 'd' && codec !== 't')) throw new LinkError(strings.links.unknown)
  if (sum !== check(payload)) throw new LinkError(strings.links.broken)
  return read(await unpack(codec, payload))
}

/** @param {'d' | 't'} codec @param {string} payload */
async function unpack(codec, payload) {
  try {
    const bytes = fromBase64(payload)
    const plain = codec === 't' ? bytes : await through(new DecompressionStream('deflate-raw'), bytes)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain)
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError(strings.links.broken)
  }
}

/** @param {string} text @returns {Link} */
function read(text) {
  const [head, version, at] = HEAD.exec(text) ?? []
  const place = at !== undefined && parse(at)
  if (head === undefined || !place) throw new LinkError(strings.links.broken)
  return { program: text.slice(head.length), version, ...place }
}

/**
 * Through a stream that compresses or expands, as long as the result is of a size that a link can hold: a few bytes can
 * expand to gigabytes.
 * @param {GenericTransformStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function through(stream, bytes) {
  /** @type {Uint8Array[]} */
  const chunks = []
  let length = 0
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length > LARGEST_PROGRAM) {
      reader.cancel().catch(() => {})
      throw new LinkError(strings.links.tooBig)
    }
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** FNV-1a, folded to the 24 bits of four characters: deflate by itself takes most broken input for another text. @param {string} text */
function check(text) {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = (hash >>> 24) ^ (hash & 0xffffff)
  return toBase64(Uint8Array.of(hash >> 16, hash >> 8, hash))
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')
}

/** @param {string} text */
function fromBase64(text) {
  const binary = atob(text.replace(/[-_]/g, (sign) => (sign === '-' ? '+' : '/')))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
