// Predict, then see: where the reader may be asked for a number, and what each Python version answers. The answers come
// from running the program, so no number of this page was written by hand.

/**
 * @typedef {import('./types').Recording} Recording
 * @typedef {import('./types').Prediction} Prediction
 * @typedef {import('./types').Answer} Answer
 */

/**
 * The question that a scenario asks, and the position where it is asked.
 * @param {Recording} recording of the scenario's program
 * @param {import('./scenarios/index.js').Scenario} scenario
 * @returns {(Prediction & { at: number }) | undefined} nothing if the line is never done, as under a version that stops before it
 */
export function scenarioQuestion(recording, { program, ask, after }) {
  const marks = recording.marks('line')
  const lines = recording.lines()
  const line = lineOf(program, ask)
  const index = lines.indexOf(line)
  if (index < 0) return undefined
  const before = after === undefined ? index - 1 : lines.lastIndexOf(lineOf(program, after), index)
  return { at: marks[before] ?? 0, to: marks[index], line, nth: 0, kind: 'prints' }
}

/** @param {string} program @param {string} start */
const lineOf = (program, start) => program.split('\n').findIndex((text) => text.startsWith(start)) + 1

/**
 * The question before a line that asks for a collection.
 * @param {Recording} recording stands at the end of the line before
 * @returns {Prediction | undefined} nothing if the next line asks for none
 */
export function collectionQuestion(recording) {
  const { position } = recording
  const marks = recording.marks('line')
  const index = marks.findIndex((mark) => mark > position)
  if (index < 0 || position !== (marks[index - 1] ?? 0)) return undefined
  for (const [i, start] of recording.marks('collection').entries()) {
    const question = start > position && start <= marks[index] ? questionOf(recording, i) : undefined
    if (question) return { ...question, to: marks[index] }
  }
  return undefined
}

/**
 * The question that a collection's result answers, to ask it of other versions.
 * @param {Recording} recording
 * @param {number} index of the collection
 * @returns {Pick<Prediction, 'line' | 'nth' | 'kind'> | undefined} nothing for one that started by itself
 */
export function questionOf(recording, index) {
  const found = asked(recording)
  const at = found.findIndex((one) => one.index === index)
  if (at < 0) return undefined
  const { line } = found[at]
  return { line, nth: found.slice(0, at).filter((one) => one.line === line).length, kind: 'collects' }
}

/** The collections that the program asks for. @param {Recording} recording */
const asked = (recording) => [...recording.marks('collection')].flatMap((_, i) => {
  const found = recording.collection(i)
  return found && !found.automatic ? [found] : []
})

/**
 * What each version answers, equal answers together, in the order of the versions.
 * @param {import('./store.js').Core} core
 * @param {string} program
 * @param {Pick<Prediction, 'line' | 'nth' | 'kind'>} question
 * @returns {Answer[]}
 */
export function answers(core, program, question) {
  /** @type {Map<string, Answer>} */
  const found = new Map()
  for (const { name } of core.versions) {
    const recording = core.run(program, name)
    const answer = question.kind === 'prints' ? printed(recording, question.line) : collected(recording, question)
    recording.free()
    if (!answer) continue
    const key = JSON.stringify(answer)
    const known = found.get(key) ?? { ...answer, versions: [] }
    known.versions.push(name)
    found.set(key, known)
  }
  return [...found.values()]
}

/**
 * The last number or truth that the line prints when it is done for the first time.
 * @param {Recording} recording
 * @param {number} line
 */
function printed(recording, line) {
  const marks = recording.marks('line')
  const index = recording.lines().indexOf(line)
  if (index < 0) return undefined
  const textAt = (/** @type {number} */ position) => {
    recording.seek(position)
    return recording.output().filter(({ stream }) => stream === 'stdout').map(({ text }) => text).join('')
  }
  const [start, end] = [marks[index - 1] ?? 0, marks[index]]
  const before = textAt(start).length
  const text = textAt(end).slice(before).match(/-?\d+|True|False/g)?.at(-1)
  if (text === undefined) return undefined
  const collection = asked(recording).find((one) => one.start > start && one.start <= end)
  return { text, sum: collection && String(collection.collected) === text ? sum(collection) : '' }
}

/**
 * @param {Recording} recording
 * @param {{ line: number, nth: number }} which
 */
function collected(recording, { line, nth }) {
  const found = asked(recording).filter((one) => one.line === line)[nth]
  return found && { text: String(found.collected), sum: sum(found) }
}

/** Which objects make up the number, such as `3 Graph + 3 __dict__`. @param {import('./types').Collection} collection */
const sum = ({ items }) => items.map(({ type, count }) => `${count} ${type}`).join(' + ')
