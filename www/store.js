// The one store: what the page shows is a function of its state, and every change of it is a method here.
import { collect, Refusal, END } from './edits.js'
import { answers, collectionQuestion, scenarioQuestion } from './predict.js'
import * as saved from './saved.js'
import { strings } from './strings.js'

/**
 * @typedef {import('./types').State} State
 * @typedef {import('./types').Recording} Recording
 * @typedef {import('./scenarios/index.js').Scenario} Scenario
 * @typedef {Awaited<ReturnType<typeof import('./core.js').load>>} Core the engine
 */

/** Typing within this many milliseconds is undone as one. */
const TYPING_PAUSE = 800
/** The program is run this long after the last key. */
const RUN_DELAY = 150
/** What was run is remembered so many milliseconds later, and when the page is left. */
const KEEP_DELAY = 300

/** @typedef {Map<number, import('./types').Collection | undefined>} Collections by index */

export class Store {
  /** @type {Set<() => void>} */
  #listeners = new Set()
  /** @type {string[]} */
  #past = []
  /** @type {string[]} */
  #future = []
  #typedAt = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #runTimer
  /** Where the caret is in what was typed and has not run yet. @type {number | undefined} */
  #typedLine
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #keepTimer
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #playTimer
  /** What is played again and again, in positions. */
  #span = { start: 0, end: 0 }
  /** @type {WeakMap<import('./types').Recording, Collections>} */
  #collections = new WeakMap()

  /**
   * @param {Core} core
   * @param {readonly Scenario[]} [scenarios] the programs that ask a question
   */
  constructor(core, scenarios = []) {
    this.core = core
    this.scenarios = scenarios
    /** @type {State} */
    this.state = {
      program: '', version: core.versions.at(-1)?.name ?? '', versions: core.versions, recording: undefined,
      status: undefined, stride: 'line', stops: new Uint32Array([0]), playing: false, speed: 2, loop: false, selection: undefined,
      tracing: undefined, comparing: undefined,
      linking: undefined, question: undefined, opened: undefined, notice: '', canUndo: false, canRedo: false,
      theme: 'system', panel: 'program', crashed: false,
      asking: 'scenarios', guess: undefined, solved: [], gallery: false, shown: undefined, faults: [], marking: false, arranged: 0,
    }
  }

  /** @param {() => void} listener called after every change */
  subscribe(listener) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param {Partial<State>} change */
  set(change) {
    Object.assign(this.state, change)
    for (const listener of this.#listeners) listener()
  }

  /**
   * Asks the recording something. A failure of the engine is noted, and the answer is undefined.
   * @template T
   * @param {(recording: Recording) => T} question
   * @returns {T | undefined}
   */
  read(question) {
    const { recording } = this.state
    if (!recording) return undefined
    try {
      return question(recording)
    } catch (error) {
      this.#fail(error)
      return undefined
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    console.error(error)
    // A recording whose code has panicked must not be touched again, not even to free it.
    this.state.recording = undefined
    this.pause()
    queueMicrotask(() => this.set({ crashed: true, status: undefined }))
  }

  // The program.

  /**
   * Puts another program in place of this one, which undo brings back.
   * @param {string} program
   * @param {number} line where to stand afterwards: the end of what this line did, END for the end
   */
  open(program, line = END) {
    if (this.state.program) this.#remember()
    this.set({ program, selection: undefined, notice: '' })
    this.#run(line, false)
  }

  /**
   * The visitor types. The picture follows the line of the caret.
   * @param {string} program
   * @param {number} caret line
   */
  type(program, caret) {
    if (Date.now() - this.#typedAt > TYPING_PAUSE) this.#remember()
    this.#typedAt = Date.now()
    clearTimeout(this.#runTimer)
    this.#typedLine = caret
    this.#runTimer = setTimeout(() => this.#settle(), RUN_DELAY)
    this.set({ program, canUndo: true, canRedo: false })
  }

  /** Who acts right after typing means the program that stands there. */
  #settle() {
    if (this.#typedLine !== undefined) this.#run(this.#typedLine)
  }

  /**
   * A gesture: writes what the edit gives (if anything) and goes where it is done, or says why it cannot be.
   * @param {(program: string, after: number) => import('./types').Edit | void} edit
   */
  apply(edit) {
    this.#settle()
    try {
      const { recording, status, program, faults } = this.state
      const atEnd = !recording || recording.position === recording.length
      const broken = faults[0] ?? recording?.diagnostics.find(({ kind }) => atEnd || kind === 'syntax')
      if (broken) throw new Refusal(strings.fixFirst(broken.line))
      const next = edit(program, atEnd ? END : status?.moduleLine ?? 0)
      if (!next) return
      this.#remember()
      this.set({ program: next.program, question: undefined, linking: undefined, notice: '' })
      this.#run(atEnd ? END : next.line)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.set({ notice: error.message, question: undefined, linking: undefined })
    }
  }

  /** Writes `gc.collect()`, the one edit that a program which may not be changed allows. @param {number} [generation] */
  collect(generation) {
    this.apply((program, after) => collect(program, after, generation))
  }

  #remember() {
    this.#past.push(this.state.program)
    this.#future = []
    this.#typedAt = 0
    this.set({ canUndo: true, canRedo: false })
  }

  undo() {
    this.#turn(this.#past, this.#future)
  }

  redo() {
    this.#turn(this.#future, this.#past)
  }

  /** @param {string[]} from @param {string[]} to */
  #turn(from, to) {
    const program = from.pop()
    if (program === undefined) return
    to.push(this.state.program)
    this.#typedAt = 0
    this.set({ program, canUndo: this.#past.length > 0, canRedo: this.#future.length > 0, notice: '' })
    this.#run(this.#isAtEnd() ? END : this.state.status?.line ?? END)
  }

  /** @param {string} version */
  setVersion(version) {
    const line = this.#isAtEnd() ? END : this.state.status?.line ?? END
    const { version: before, comparing } = this.state
    this.set({ version, comparing: comparing === version ? before : comparing })
    this.#run(line)
  }

  /** Puts another version beside this one, or takes it away. */
  toggleComparison() {
    this.#settle()
    const { comparing, version, versions } = this.state
    // What changed most: instances without a dict of their own came with 3.11.
    const usual = ['3.10', '3.13'].find((name) => name !== version && versions.some((one) => one.name === name))
    this.set({ comparing: comparing ? undefined : usual })
  }

  #isAtEnd() {
    const { recording } = this.state
    return !recording || recording.position === recording.length
  }

  /**
   * A text of which nothing can run leaves the last picture where it is.
   * @param {number} line
   * @param {boolean} [isSame] whether it is the same program further edited, whose boxes should stay where they are
   */
  #run(line, isSame = true) {
    clearTimeout(this.#runTimer)
    this.#typedLine = undefined
    this.pause()
    const { program, version, recording: previous, shown } = this.state
    try {
      let ran = { program, version }
      let recording = this.core.run(program, version)
      const faults = isSame && shown && isUnreadable(recording) ? recording.diagnostics : []
      if (shown && faults.length) {
        recording.free()
        this.set({ faults })
        if (shown.version === version && previous) return this.#keepSoon()
        ran = { program: shown.program, version }
        recording = this.core.run(ran.program, version)
      }
      const { selection } = this.state
      if (isSame && previous) {
        recording.adopt(previous)
        const id = selection && previous.successor(selection.id, recording)
        this.state.selection = selection && id !== undefined ? { ...selection, id } : undefined
      }
      this.state.recording = recording
      previous?.free()
      const stops = this.#stops()
      this.seek(this.positionOf(line), { crashed: false, linking: undefined, question: undefined, opened: undefined, stops, shown: ran, faults })
    } catch (error) {
      this.#fail(error)
    }
    this.#keepSoon()
  }

  /** What is wrong with the program's text, or how its run ended. */
  get diagnostics() {
    const { faults } = this.state
    return faults.length ? faults : this.read((recording) => recording.diagnostics) ?? []
  }

  // Predict, then see.

  /**
   * Opens a scenario where its question is asked.
   * @param {Scenario} scenario
   */
  openScenario(scenario) {
    this.open(scenario.program)
    this.toQuestion()
    this.set({ gallery: false, guess: undefined, panel: 'program' })
  }

  /** The scenario that the program is, unchanged. */
  get scenario() {
    return this.scenarios.find(({ program }) => program === this.state.program)
  }

  /** What the reader may be asked at this position. @returns {import('./types').Prediction | undefined} */
  get prediction() {
    const { asking } = this.state
    const { scenario } = this
    if (asking === 'never') return undefined
    return this.read((recording) => {
      const question = scenario && scenarioQuestion(recording, scenario)
      return question?.at === recording.position ? question : asking === 'always' ? collectionQuestion(recording) : undefined
    })
  }

  /** Goes where the scenario asks its question. */
  toQuestion() {
    const { scenario } = this
    const question = scenario && this.read((recording) => scenarioQuestion(recording, scenario))
    if (question) this.seek(question.at, { opened: undefined, notice: '' })
  }

  /** The reader's answer to the question of this position: goes where the truth is seen. @param {string} text */
  predict(text) {
    const { prediction, scenario } = this
    const { program, solved } = this.state
    if (!prediction) return
    this.pause()
    const guess = { program, text: text.trim(), answers: this.compare(prediction), to: prediction.to }
    const isFirst = scenario && !solved.includes(scenario.id)
    this.seek(prediction.to, { guess, solved: isFirst ? [...solved, scenario.id] : solved })
    this.keep()
  }

  /** The first phase of what the answer came from. The reader goes on: captions are read at one's own pace. */
  watch() {
    this.toQuestion()
    this.setStride('phase')
    this.step(1)
  }

  /**
   * What each version answers.
   * @param {Pick<import('./types').Prediction, 'line' | 'nth' | 'kind'>} question
   */
  compare(question) {
    try {
      return answers(this.core, this.state.program, question)
    } catch (error) {
      this.#fail(error)
      return []
    }
  }

  // Time.

  #stops() {
    const { recording, stride } = this.state
    if (!recording) return new Uint32Array([0])
    return Uint32Array.from([0, ...recording.marks(stride).filter((mark) => mark > 0)])
  }

  /**
   * Where a line is done for the first time; if it never runs, where the last line before it is.
   * @param {number} line
   */
  positionOf(line) {
    return this.read((recording) => {
      if (line === END) return recording.length
      const lines = recording.lines()
      const marks = recording.marks('line')
      for (let wanted = line; wanted > 0; wanted--) {
        const at = lines.indexOf(wanted)
        if (at >= 0) return marks[at]
      }
      return 0
    }) ?? 0
  }

  /**
   * @param {number} position
   * @param {Partial<State>} [change] what else changes with it
   */
  seek(position, change) {
    const status = this.read((recording) => {
      recording.seek(position)
      return recording.status(this.state.stride)
    })
    const { selection } = this.state
    const isThere = selection && this.read((recording) => {
      const box = recording.box(selection.id)
      return box && selection.row < box.rows.length
    })
    this.set({ ...change, status, selection: isThere ? selection : undefined })
  }

  get stop() {
    return this.stopAt(this.state.recording?.position ?? 0)
  }

  /** The index in `stops` of the last stop that is not after a position, 0 if there is none. @param {number} position */
  stopAt(position) {
    const { stops } = this.state
    let [low, high] = [0, stops.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (stops[middle] <= position) low = middle
      else high = middle
    }
    return low
  }

  /** @param {number} index in `stops`; Infinity for the end */
  goTo(index) {
    this.#settle()
    const { stops } = this.state
    this.seek(stops[Math.max(0, Math.min(stops.length - 1, index))], { opened: undefined, notice: '' })
  }

  /** @param {number} line where it is done for the first time */
  goToLine(line) {
    this.#settle()
    this.seek(this.positionOf(line), { opened: undefined, notice: '' })
  }

  /** @param {number} steps negative to go back */
  step(steps) {
    this.#settle()
    const { stops, recording } = this.state
    const isBetween = recording && stops[this.stop] < recording.position
    this.goTo(this.stop + (isBetween && steps < 0 ? steps + 1 : steps))
  }

  /** To the start of the next collection. */
  toCollection() {
    this.#settle()
    const { position = 0 } = this.state.recording ?? {}
    const next = this.read((recording) => recording.marks('collection').find((mark) => mark > position))
    if (next !== undefined) this.seek(next, { opened: undefined, notice: '' })
  }

  /** To the end of a phase of the collection that is under way. @param {number} end */
  toPhase(end) {
    if (this.state.stride === 'line') this.setStride('phase')
    this.seek(end, { opened: undefined, notice: '' })
  }

  /** @param {import('./types').Stride} stride */
  setStride(stride) {
    this.set({ stride })
    // The caption is about a step of the stride.
    this.seek(this.state.recording?.position ?? 0, { stops: this.#stops() })
    this.keep()
  }

  play() {
    this.#settle()
    if (this.stop === this.state.stops.length - 1) this.goTo(0)
    this.#span = this.#collectionHere() ?? { start: 0, end: this.state.recording?.length ?? 0 }
    this.set({ playing: true })
    this.#schedule()
  }

  /** One collection, itemised. It is the same at every position: asked for once. @param {number} index */
  collection(index) {
    const { recording } = this.state
    if (!recording) return undefined
    /** @type {Collections} */
    const known = this.#collections.get(recording) ?? new Map()
    this.#collections.set(recording, known)
    if (!known.has(index)) known.set(index, this.read((one) => one.collection(index)))
    return known.get(index)
  }

  /** The collection that is under way at this position. */
  #collectionHere() {
    const { recording, status } = this.state
    if (!recording || !status?.phase) return undefined
    const index = recording.marks('collection').findLastIndex((start) => start <= recording.position)
    return this.collection(index)
  }

  pause() {
    clearInterval(this.#playTimer)
    if (this.state.playing) this.set({ playing: false })
  }

  /** @param {number} speed steps a second */
  setSpeed(speed) {
    this.set({ speed })
    this.keep()
    if (this.state.playing) this.#schedule()
  }

  #schedule() {
    clearInterval(this.#playTimer)
    this.#playTimer = setInterval(() => {
      const { loop, recording } = this.state
      const { start, end } = this.#span
      if (loop && recording && recording.position >= end) return this.seek(start, { opened: undefined })
      this.step(1)
      if ((this.prediction && !this.state.guess) || (!loop && this.stop === this.state.stops.length - 1)) this.pause()
    }, 1000 / this.state.speed)
  }

  /**
   * Opens the result of a collection: goes where its garbage is known and still there, and points at it.
   * @param {number} index
   * @param {number[]} [ids] some of what it counted; all of it if left out
   */
  openCollection(index, ids) {
    this.pause()
    const { opened, recording } = this.state
    const found = this.collection(index)
    if (!found || !recording) return
    const from = opened?.from ?? recording.position
    this.seek(found.found, { opened: { index, ids: ids ?? found.items.flatMap((item) => item.ids), from } })
  }

  /** Closes it again and goes back to where it was opened. */
  closeCollection() {
    const { opened } = this.state
    if (opened) this.seek(opened.from, { opened: undefined })
  }

  // The picture and the page.

  /** @param {import('./types').Selection | undefined} selection */
  select(selection) {
    const { selection: old } = this.state
    if (old?.id === selection?.id && old?.row === selection?.row) return
    this.set({ selection, tracing: undefined, notice: '' })
  }

  /** @param {number} id @param {number} x @param {number} y */
  pin(id, x, y) {
    this.read((recording) => recording.pin(id, x, y))
    this.set({ arranged: this.state.arranged + 1 })
  }

  tidy() {
    this.read((recording) => recording.tidy())
    this.set({ arranged: this.state.arranged + 1 })
  }

  /** Changes a setting that the next visit finds again. @param {Partial<import('./types').Saved>} settings */
  setUp(settings) {
    this.set(settings)
    this.keep()
  }

  /** The browser's storage takes its time: the picture comes first. */
  #keepSoon() {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = setTimeout(() => this.keep(), KEEP_DELAY)
  }

  /** Remembers the program, where the reader stands, and the settings. */
  keep() {
    const { program, version, theme, stride, speed, loop, asking, solved, recording } = this.state
    saved.save({ program, version, theme, stride, speed, loop, asking, solved, position: recording?.position ?? 0 })
  }
}

/** Not even its first line ran: the text is no Python, or none that is understood here. @param {Recording} recording */
const isUnreadable = (recording) => recording.diagnostics.length > 0 && !recording.lines().some((line) => line > 0)
