// What the visitor does on the picture, from the facts of the heap to an edit of the program.
import * as edits from './edits.js'
import { strings } from './strings.js'

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./types').Selection} Selection
 */

/**
 * @param {Store} store
 * @param {number} id
 * @returns {edits.Operand}
 */
function operand(store, id) {
  const box = store.read((recording) => recording.box(id))
  const expression = store.read((recording) => recording.expression(id))
  if (box?.kind === 'frame') throw new edits.Refusal(strings.inFrame)
  return { kind: box?.kind ?? 'other', type: box?.type ?? '', expression }
}

/** @param {Store} store @param {Selection} slot */
const rowOf = (store, { id, row }) => store.read((recording) => recording.box(id)?.rows[row])

/**
 * Makes an object and selects it, as the next gesture is most likely about it.
 * @param {Store} store
 * @param {string} choice as edits.addObject takes it
 */
export function addObject(store, choice) {
  const { selection } = store.state
  const item = selection && store.read((recording) => recording.expression(selection.id))
  const name = edits.freeName(store.state.program)
  store.apply((program, after) => edits.addObject(program, after, choice, item))
  // It is among the newest.
  const id = store.read((recording) => ids(recording).sort((a, b) => b - a).find((one) => recording.expression(one) === name))
  if (id !== undefined) store.select({ id, row: -1 })
}

/** What is drawn. @param {import('./types').Recording} recording */
function ids(recording) {
  /** @type {number[]} */
  let found = []
  recording.paint({ boxes: (lent) => { found = [...lent] }, references: () => {} })
  return found
}

/**
 * Starts a reference at the selected box or slot; the next box chosen is its target.
 * @param {Store} store
 * @param {Selection | undefined} [from]
 */
export function startLink(store, from = store.state.selection) {
  if (!from) store.set({ notice: strings.selectFirst })
  else store.set({ linking: from, question: undefined, notice: '' })
}

/** @param {Store} store */
export function cancel(store) {
  store.set({ linking: undefined, question: undefined, notice: '' })
}

/**
 * Draws the reference that was started, asking for its slot where that is open.
 * @param {Store} store
 * @param {number} id the target
 */
export function finishLink(store, id) {
  const { linking } = store.state
  if (!linking) return
  store.set({ linking: undefined })
  store.apply((program, after) => {
    const from = operand(store, linking.id)
    const to = operand(store, id)
    const row = rowOf(store, linking)
    if (row) return edits.addReference(program, after, from, to, from.kind === 'list' && !row.label ? '' : row.label)
    if (from.kind === 'module') return store.set({ question: nameQuestion(store, to) })
    // A missing expression or a kind without free slots is refused before anything is asked.
    const trial = edits.addReference(program, after, from, to, '')
    if (from.kind === 'list' || from.kind === 'set') return trial
    const isDict = from.kind === 'dict'
    // The line waits for one more word.
    return store.set({ question: {
      title: isDict ? strings.keyQuestion : strings.slotQuestion,
      before: `${from.expression}${isDict ? '[' : '.'}`,
      after: `${isDict ? ']' : ''} = ${to.expression}`,
      suggestions: isDict ? [edits.freeName(program)] : edits.slotSuggestions(program, store.read((recording) => recording.box(linking.id)?.rows) ?? []),
      form: isDict ? edits.keySlot : edits.attributeSlot,
      write: (slot) => store.apply((text, line) => edits.addReference(text, line, from, to, slot)),
    } })
  })
}

/**
 * @param {Store} store
 * @param {edits.Operand} to
 * @returns {import('./types').Question}
 */
function nameQuestion(store, to) {
  edits.addName('', edits.END, '_', to)
  return {
    title: strings.nameQuestion,
    before: '',
    after: ` = ${to.expression}`,
    suggestions: [edits.freeName(store.state.program)],
    form: edits.variable,
    write: (name) => store.apply((program, after) => edits.addName(program, after, name, to)),
  }
}

/** @param {Store} store */
export function nameSelected(store) {
  const { selection } = store.state
  if (!selection) return store.set({ notice: strings.selectFirst })
  store.apply(() => store.set({ question: nameQuestion(store, operand(store, selection.id)) }))
}

/** @param {Store} store */
export function weakenSelected(store) {
  const { selection } = store.state
  if (!selection) return store.set({ notice: strings.selectFirst })
  store.apply((program, after) => edits.addWeakReference(program, after, operand(store, selection.id)))
}

/** @param {Store} store */
export function finalizeSelected(store) {
  const { selection } = store.state
  if (!selection) return store.set({ notice: strings.selectFirst })
  store.apply((program, after) => edits.addFinalizer(program, after, operand(store, selection.id)))
}

/** @param {Store} store */
export function removeSelected(store) {
  const { selection } = store.state
  const row = selection && rowOf(store, selection)
  if (!selection || !row) return store.set({ notice: strings.noDelete })
  store.apply((program, after) => edits.removeReference(program, after, operand(store, selection.id), row,
    row.target < 0 ? { kind: 'other', type: '', expression: row.text } : operand(store, row.target)))
}

/** @param {Store} store @param {number} [generation] */
export function collect(store, generation) {
  store.collect(generation)
}

/** @param {Store} store @param {string} call such as `gc.disable()` */
export function callCollector(store, call) {
  store.apply((program, after) => edits.callCollector(program, after, call))
}

/** @param {Store} store */
export function askThreshold(store) {
  store.apply(() => store.set({ question: {
    title: strings.thresholdQuestion,
    before: 'gc.set_threshold(',
    after: ')',
    suggestions: ['5, 1, 1', (store.state.status?.thresholds ?? []).join(', '), '0'],
    form: edits.thresholds,
    write: (numbers) => callCollector(store, `gc.set_threshold(${numbers})`),
  } }))
}

/** @param {Store} store @param {string} line */
export function command(store, line) {
  store.apply((program, after) => edits.insert(program, after, line.trim()))
}
