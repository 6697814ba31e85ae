// Which of the drawn objects are in which of the collector's lists, and which have just come there.
import { BOX } from '../core.js'

/** @typedef {{ id: number, isLost: boolean, isNew: boolean }} Member */

/** Where each object was when it was seen last. @type {WeakMap<import('../types').Recording, { position: number, lists: Map<number, number> }[]>} */
const seen = new WeakMap()

/**
 * The members of the three generations. What the running collection has found unreachable counts with the generation
 * that it was looked for in.
 * @param {import('../types').Recording} recording
 * @param {number} collected the generation that is being collected, or −1
 * @returns {Member[][]}
 */
export function lanes(recording, collected) {
  /** @type {Map<number, number>} */
  const lists = new Map()
  /** @type {Member[][]} */
  const found = [[], [], []]
  const before = previous(recording, lists)
  recording.paint({
    boxes: (ids, _, look) => ids.forEach((id, i) => {
      const isLost = (look[i] & BOX.TENTATIVE) > 0
      const list = isLost || look[i] & BOX.CANDIDATE ? collected : Math.floor(look[i] / BOX.GENERATION) - 1
      if (list < 0 || look[i] & (BOX.GHOST | BOX.NAMESPACE)) return
      lists.set(id, list)
      const from = before.get(id)
      found[list].push({ id, isLost, isNew: from !== undefined && from !== list })
    }),
    references: () => {},
  })
  return found
}

/**
 * The lists of the position seen before this one; `lists` will be this one's.
 * @param {import('../types').Recording} recording
 * @param {Map<number, number>} lists
 */
function previous(recording, lists) {
  const { position } = recording
  const last = (seen.get(recording) ?? []).filter((one) => one.position !== position).slice(-1)
  seen.set(recording, [...last, { position, lists }])
  return last[0]?.position < position ? last[0].lists : new Map()
}
