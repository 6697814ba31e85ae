// What is drawn at a recording's position, as plain values.

/**
 * @typedef {import('../types').Box & { refcount: number, look: number }} Figure
 * @typedef {{ boxes: Figure[], references: { from: number, label: string, to: number, weak: boolean }[] }} Snapshot
 */

/** @param {import('../types').Recording} recording @returns {Snapshot} without the ghosts of what is gone */
export function snapshot(recording) {
  /** @type {{ id: number, refcount: number, look: number }[]} */
  let drawn = []
  recording.paint({
    boxes: (ids, _, look, counts) => { drawn = [...ids].map((id, i) => ({ id, look: look[i], refcount: counts[2 * i] })) },
    references: () => {},
  })
  const boxes = drawn.filter(({ look }) => !(look & GHOST)).flatMap(({ id, refcount, look }) => {
    const box = recording.box(id)
    return box ? [{ ...box, refcount, look }] : []
  })
  const isThere = new Set(boxes.map(({ id }) => id))
  const references = boxes.flatMap(({ id, rows }) => rows.filter(({ target }) => isThere.has(target))
    .map(({ label, target, weak }) => ({ from: id, label, to: target, weak })))
  return { boxes, references }
}
const GHOST = 8
