// A position of a recording as a link names it, and back.

/**
 * @typedef {import('../types').Recording} Recording
 * @typedef {import('../types').Stride} Stride
 */

/**
 * @param {Recording} recording
 * @param {Stride} stride
 * @returns {Pick<import('./link.js').Link, 'stride' | 'at'>} the stride is a finer one where the position lies between its stops
 */
export function place(recording, stride) {
  const { position, length } = recording
  if (position === length) return { stride, at: 'end' }
  const lines = upTo(recording.marks('line'), position)
  const start = recording.marks('line')[lines - 1] ?? 0
  for (const one of new Set([stride, 'phase', 'event'])) {
    const marks = recording.marks(/** @type {Stride} */ (one))
    const count = upTo(marks, position)
    if (position === (marks[count - 1] ?? 0) || one === 'event') {
      return { stride: /** @type {Stride} */ (one), at: { lines, more: count - upTo(marks, start) } }
    }
  }
  return { stride, at: { lines, more: 0 } }
}

/**
 * @param {Recording} recording
 * @param {Pick<import('./link.js').Link, 'stride' | 'at'>} place
 * @returns {number} the position; the nearest there is, if the program runs otherwise by now
 */
export function positionOf(recording, { stride, at }) {
  if (at === 'end') return recording.length
  const lines = recording.marks('line')
  const start = at.lines ? lines[Math.min(at.lines, lines.length) - 1] ?? 0 : 0
  if (!at.more) return start
  const marks = recording.marks(stride)
  return marks[Math.min(upTo(marks, start) + at.more, marks.length) - 1] ?? start
}

const STRIDES = /** @type {const} */ ({ l: 'line', p: 'phase', e: 'event' })

/** As links and the attribute `at` write it: `l17`, `p17+4`, or `l-` for the end. @param {Pick<import('./link.js').Link, 'stride' | 'at'>} place */
export const format = ({ stride, at }) => `${stride[0]}${at === 'end' ? '-' : `${at.lines}${at.more ? `+${at.more}` : ''}`}`

/** @param {string} text @returns {Pick<import('./link.js').Link, 'stride' | 'at'> | undefined} nothing if it is no place */
export function parse(text) {
  const found = /^([lpe])(?:(-)|(\d{1,9})(?:\+(\d{1,9}))?)$/.exec(text)
  if (!found) return undefined
  const [, letter, end, lines, more] = found
  return {
    stride: STRIDES[/** @type {keyof typeof STRIDES} */ (letter)],
    at: end ? 'end' : { lines: Number(lines), more: Number(more ?? 0) },
  }
}

/** How many marks are not after the position. @param {Uint32Array} marks @param {number} position */
function upTo(marks, position) {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle] <= position) low = middle + 1
    else high = middle
  }
  return low
}
