// Where the pictures of two versions differ.
import { other } from './compare.js'
import { BOX } from './core.js'

/** @typedef {'alone' | 'count' | 'slots' | 'state'} Difference */

/**
 * The boxes that are not the same in both pictures, and in what. Boxes of the same type at the same place are
 * counterparts: the second picture is laid out as the first one is.
 * @param {import('./store.js').Store} store
 */
export function differences(store) {
  const { recording } = store.state
  const second = other(store)
  if (!recording || !second) return undefined
  const [left, right] = [figures(recording), figures(second)]
  /** @type {{ main: Map<number, Difference[]>, other: Map<number, Difference[]> }} */
  const found = { main: new Map(), other: new Map() }
  for (const [place, one] of left) {
    const twin = right.get(place)
    if (!twin) {
      found.main.set(one.id, ['alone'])
      continue
    }
    const kinds = /** @type {const} */ (['count', 'slots', 'state']).filter((kind) => one[kind] !== twin[kind])
    if (!kinds.length) continue
    found.main.set(one.id, kinds)
    found.other.set(twin.id, kinds)
  }
  for (const [place, { id }] of right) if (!left.has(place)) found.other.set(id, ['alone'])
  return found
}

/** The drawn boxes by type and place, each with all that can be compared. @param {import('./types').Recording} recording */
function figures(recording) {
  /** @type {Map<string, { id: number, count: number, slots: string, state: number }>} */
  const found = new Map()
  /** @type {Map<number, string>} */
  const places = new Map()
  /** @type {(() => void)[]} */
  const later = []
  recording.paint({
    boxes: (ids, geometry, look, counts) => ids.forEach((id, i) => {
      const [place, count, state] = [geometry.subarray(4 * i, 4 * i + 2).join(), counts[2 * i], look[i] & (BOX.GHOST | BOX.UNREACHABLE)]
      places.set(id, place)
      later.push(() => {
        const box = recording.box(id)
        const slots = JSON.stringify(box?.rows.map(({ label, text, target, weak }) => [label, text, places.get(target), weak]))
        found.set(`${box?.type} ${place}`, { id, count, state, slots })
      })
    }),
    references: () => {},
  })
  for (const read of later) read()
  return found
}
