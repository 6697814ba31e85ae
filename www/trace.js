// What the picture points out of the answers to "why" and "what if": quietly, as long as something is selected.

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./types').Trace} Trace
 * @typedef {{ marks: Map<number, string>, references: Map<string, string> }} Traced boxes and references (`id:row`),
 *   each with the class that marks it
 */

/** @type {{ recording: unknown, position: number, key: string, why?: import('./types').Why, cut?: import('./types').Cut } | undefined} */
let answered

/**
 * What the engine says about the selection, asked once for each position.
 * @param {Store} store
 */
export function answers(store) {
  const { selection, recording } = store.state
  if (!selection || !recording) return undefined
  const { id, row } = selection
  const key = `${id}:${row}`
  if (answered?.recording !== recording || answered.position !== recording.position || answered.key !== key) {
    answered = { recording, position: recording.position, key, why: store.read((one) => one.why(id)),
      cut: row < 0 ? undefined : store.read((one) => one.cut(id, row)) }
  }
  return answered
}

/**
 * Which of the answers the picture shows: what was asked for, or the cut of a selected reference, or why a box is alive.
 * @param {Store} store
 * @returns {Trace}
 */
export function shown(store) {
  const { tracing, selection } = store.state
  return tracing ?? (selection && selection.row >= 0 ? 'cut' : 'alive')
}

/**
 * @param {Store} store
 * @returns {Traced}
 */
export function traced(store) {
  /** @type {Traced} */
  const found = { marks: new Map(), references: new Map() }
  const answer = answers(store)
  // An opened number points at objects of its own.
  if (!answer || store.state.opened || store.state.linking) return found
  const { why, cut } = answer
  const steps = (/** @type {import('./types').Step[]} */ all, /** @type {string} */ mark) => {
    for (const { id, row } of all) found.references.set(`${id}:${row}`, mark)
  }
  const items = (/** @type {import('./types').Counted[]} */ all, /** @type {string} */ mark) => {
    for (const { ids } of all) for (const id of ids) found.marks.set(id, mark)
  }
  switch (shown(store)) {
    case 'alive':
      steps(why?.alive.steps ?? [], 'chain')
      break
    case 'cycle':
      items(why?.cycle?.items ?? [], 'member')
      steps(why?.cycle?.steps ?? [], 'chain')
      break
    case 'weaken':
      items(why?.cycle?.items ?? [], 'member')
      steps(why?.cycle?.weaken ?? [], 'weakened')
      break
    case 'retained':
      items(why?.retained?.items ?? [], 'retained')
      break
    case 'cut':
      items(cut?.left ?? [], 'left')
      items(cut?.freed ?? [], 'freed')
      steps(cut?.held?.steps ?? [], 'chain')
  }
  return found
}

/** @type {{ recording: unknown, position: number, found: import('./types').Garbage | undefined } | undefined} */
let doomed

/**
 * What a collection at this position would free, asked once.
 * @param {Store} store
 */
export function garbage(store) {
  const { recording } = store.state
  if (!recording) return undefined
  const { position } = recording
  if (doomed?.recording !== recording || doomed.position !== position) {
    doomed = { recording, position, found: store.read((one) => one.garbage()) }
  }
  return doomed.found
}
