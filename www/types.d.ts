/**
 * The shapes that the page shares: first the boundary to the Rust core, exactly as `crate/src/wasm.rs` exports it,
 * then what the store holds. `core.js` is the only file that imports the wasm; everyone else sees these types.
 *
 * Object ids are never reused. Positions are counts of applied events, 0 … `length`. Lines and columns are 1-based.
 */

/** The module that wasm-pack writes to `www/pkg/gc_playground.js`. */
export interface Engine {
  /** wasm-bindgen's initialiser. */
  default(options?: { module_or_path: unknown }): Promise<unknown>
  /** The Python versions there are, newest last. */
  versions(): Version[]
  metrics(): Metrics
  /**
   * What becomes of the arenas when `count` blocks of `size` bytes were taken and all given back but every `keep`th (0: all).
   * Pools in an arena, bytes in a pool, blocks in a full pool; then for each arena 1 if it is still held, else 0, and the
   * blocks in use in each of its pools.
   */
  arenas(version: string, size: number, count: number, keep: number): Uint32Array
  /** Runs the program to its end. Never throws for a bad program: see `Recording.diagnostics`. */
  run(source: string, version: string): Recording
}

export interface Version {
  /** What `run` takes, such as `'3.13'`. */
  name: string
  /** Such as `'CPython 3.13'`. */
  title: string
  /** Its collector is the incremental one: `generations` are young objects, visited and waiting ones. */
  incremental: boolean
}

/**
 * The layout's constants in CSS pixels, for a monospace face of `fontSize` whose characters are `charWidth` wide.
 * The head of a box also leaves room for its badges (`badgesWidth`), every row for its port at the right (`portWidth`).
 * The gap between boxes is at least 24, so that a line of words fits under each.
 */
export interface Metrics {
  fontSize: number
  charWidth: number
  rowHeight: number
  headHeight: number
  paddingX: number
  badgesWidth: number
  portWidth: number
}

/** How long a step is. */
export type Stride = 'event' | 'phase' | 'line'

export interface Recording {
  /** Number of events. */
  readonly length: number
  readonly position: number
  readonly diagnostics: Diagnostic[]
  /** Moves to the position (clamped to 0 … length). */
  seek(position: number): void
  /**
   * Ascending positions, a copy.
   * `'event'`: where something that is seen has just changed, and `length`.
   * `'line'`: where a line is done: just before the next line event, and `length`. Stepping by line therefore shows
   * what the line did, with `status().line` still that line.
   * `'phase'`: every `'line'` mark and, inside a collection, the end of each of its phases.
   * `'collection'`: where each collection starts, in the order of their indices.
   */
  marks(stride: Stride | 'collection'): Uint32Array
  /** For each `'line'` mark the line that is done there; 0 where it is left for a call. */
  lines(): Uint32Array
  /** @param stride what the caption is about: the step of that length which ends here, else the last event */
  status(stride: Stride): Status
  /** What was printed up to the position. */
  output(): { stream: 'stdout' | 'stderr', text: string }[]
  /** Calls the painter once; must not be re-entered from it. */
  paint(painter: Painter): void
  /**
   * The picture at the position as a self-contained SVG. Its colours are custom properties of the `svg` element, light or
   * dark as the reader's system is.
   */
  svg(): string
  /**
   * The steps from one position to another as one SVG, side by side, each with its caption below. All take the same room:
   * the attribute `data-columns` says how many stand in a row, `data-steps` how many there are.
   */
  strip(from: number, to: number, stride: Stride): string
  /** The picture at the position as a Mermaid flowchart. */
  mermaid(): string
  /** The picture at the position in DOT. */
  dot(): string
  /** The lines about the events from the position on up to another one, where the recording goes; from 0 with a head. See `schema/trace.json`. */
  trace(to: number): string
  /** What is written in one drawn box; `undefined` if it is not drawn at the position. */
  box(id: number): Box | undefined
  /** Everything that the inspector shows; `undefined` if the object does not exist at the position. */
  inspect(id: number): Inspection | undefined
  /** Why an object is alive; `undefined` for a namespace and for what does not exist at the position. */
  why(id: number): Why | undefined
  /** What would follow if the reference in a row of a box were cut; `undefined` if there is none. */
  cut(id: number, row: number): Cut | undefined
  /** One collection itemised; `undefined` if there is none of this index. */
  collection(index: number): Collection | undefined
  /** What a full collection now would free, or the one under way is going to; `undefined` in the middle of a step. */
  garbage(): Garbage | undefined
  /** What `gc.get_count()[generation]` is made of. */
  tally(generation: number): Tally
  /** Python that names the object from the module (`a.next[0]`), `undefined` when no name reaches it. */
  expression(id: number): string | undefined
  /** Puts the box's top left corner at (x, y), in all positions of the recording. */
  pin(id: number, x: number, y: number): void
  /** Lays the picture out anew, pins forgotten. */
  tidy(): void
  /** Takes over where boxes stand in the recording of an earlier text of the program, where id and type agree. */
  adopt(previous: Recording): void
  /** The object whose box is that of `id` here, in a recording that has adopted this one. */
  successor(id: number, later: Recording): number | undefined
  free(): void
}

export interface Diagnostic {
  kind: 'syntax' | 'unsupported' | 'exception' | 'limit'
  line: number
  column: number
  endLine: number
  endColumn: number
  message: string
}

export interface Status {
  /** The line that is running or was just done; 0 before the first. */
  line: number
  /** The line of the module's own code that is under way: where `line` is, or where the outermost call stands. */
  moduleLine: number
  /** The collector's phase under CPython's name (`'subtract_refs'`), `''` outside a collection. */
  phase: string
  /** The generation being collected, or −1. */
  generation: number
  /** A plain sentence or a few about the latest step. */
  caption: string
  /** `gc.get_count()` */
  counts: number[]
  /** `gc.get_threshold()` */
  thresholds: number[]
  enabled: boolean
  /** `gc.get_debug()` */
  debug: number
  /** How many tracked objects each generation holds. */
  generations: number[]
  /**
   * Objects that joined the oldest generation since its last collection, and those that survived that one. Above its
   * threshold it is collected by itself only if the first number is a quarter of the second.
   */
  longLived: [number, number]
  /** How many objects the incremental collector still has to visit before it may rest. */
  workToDo: number
  /** How many boxes no name reaches. */
  unreachable: number
  /** How many objects `gc.freeze()` set aside. */
  permanent: number
  /** How many collections are finished: the last one's index is one less. */
  collections: number
}

/** Its arrays are lent for the call: copy what is to be kept. */
export interface Painter {
  /**
   * The boxes in reading order, including namespaces, and for one step the ghosts of what was freed.
   * @param geometry x, y, width, height of each
   * @param look {@link BOX} bits of each
   * @param counts refcount and gc_refs of each; gc_refs is −1 where the collector holds none, refcount −1 where there
   *   is nothing to show (namespaces) and −2 for an immortal object
   * @param version changes whenever `box(id)` would but for ids: texts are asked for only then
   * @param keys what each box keeps in a recording that has adopted this one, though its id may be another there
   */
  boxes(ids: Uint32Array, geometry: Float32Array, look: Uint32Array, counts: Int32Array, version: Uint32Array, keys: Uint32Array): void
  /**
   * @param keys from id, row, to id of each
   * @param curve eight numbers each: a cubic Bézier from the row's port to the target's edge
   * @param look {@link REFERENCE} bits of each
   */
  references(keys: Uint32Array, curve: Float32Array, look: Uint32Array): void
}

/** What kind of thing a box shows, which decides what a click can do with it. */
export type Kind = 'module' | 'frame' | 'instance' | 'class' | 'list' | 'dict' | 'set' | 'tuple' | 'str' | 'function'
  | 'weakref' | 'other'

export interface Box {
  id: number
  kind: Kind
  /** `type(x).__name__` */
  type: string
  /** The words in the head, cut to the width that the layout gave it. */
  head: string
  rows: Row[]
}

/** One slot. A name in a namespace is a slot too. */
export interface Row {
  /** As Python writes it: `.next`, `[0]`, `['k']`, a bare name, `''` for the items of a set. */
  label: string
  /** The value where it is written inside (`'one'`, `7`, `None`), else `''`. */
  text: string
  /** The object that it refers to where an arrow is drawn, else −1. */
  target: number
  weak: boolean
}

export interface Inspection {
  id: number
  kind: Kind
  type: string
  /** `repr()` without addresses, cut to about 80 characters. */
  repr: string
  /** −2 for an immortal object */
  refcount: number
  /** −1 outside a collection */
  gcRefs: number
  /** What makes the refcount up, one entry each: their number is the refcount. */
  references: Holder[]
  /** Weak references to it: they do not count. */
  weak: Holder[]
  /** 0, 1, 2, or −1 where the collector does not track it, 3 for the permanent generation */
  generation: number
  tracked: boolean
  /** Its finalizer has been called. */
  finalized: boolean
  /** `sys.getsizeof`; not of lists and dicts, whose room follows from how they grew */
  size?: number
  /** The shortest chain from a name, as Python; `undefined` when no name reaches it. */
  expression: string | undefined
  /** The names of the module and of frames from which it can be reached. */
  names: string[]
}

export interface Holder {
  /** The object that holds the reference; −1 for the interpreter itself. */
  from: number
  /** Such as `one`, `three.next`, `argument of sys.getrefcount`. */
  text: string
}

export interface Collection {
  index: number
  generation: number
  /** Started by a threshold, not by `gc.collect()`. */
  automatic: boolean
  line: number
  /** Positions: the start, where what is unreachable is known and nothing is cleared yet, and the end. */
  start: number
  found: number
  end: number
  /** What `gc.collect()` returns. */
  collected: number
  uncollectable: number
  /** Its phases under CPython's names, each with the position at which it is done. */
  phases: { name: string, end: number }[]
  /** The counted objects by type, their counts adding up to `collected`. */
  items: Counted[]
}

/** Objects of one type. */
export interface Counted {
  /** `type(x).__name__`, or `'__dict__'` for the dictionary of an instance */
  type: string
  count: number
  /** The boxes that show them: for a `__dict__` drawn inside its instance, the instance. */
  ids: number[]
}

/** Tried out by the engine on a copy of the heap. */
export interface Garbage {
  /** A collection is under way, and this is what it is going to free. */
  collecting: boolean
  freed: Counted[]
  /** What would run first and may change everything: finalizers and callbacks. */
  first: string[]
}

/** What made a number of `gc.get_count()` since it was last 0. The sum of all is the number. */
export interface Tally {
  /** Objects that were counted, and that were uncounted, by type. */
  objects: { type: string, made: number, freed: number }[]
  /** What the interpreter counted besides. */
  others: number
  /** The indices of the collections that were counted. */
  collections: number[]
}

export interface Why {
  id: number
  alive: Reason
  /** `undefined` if no cycle leads through the object. */
  cycle: Cycle | undefined
  /** What only this object keeps alive, itself included; `undefined` if nothing holds it, and for a class. */
  retained: { objects: number, items: Counted[] } | undefined
}

/** What keeps an object alive. */
export interface Reason {
  /** `'name'`: a name of the module, `'frame'`: a local name. */
  kind: 'name' | 'frame' | 'interpreter' | 'immortal' | 'nothing'
  /** The shortest way as Python (`three.next`), or in words. */
  text: string
  /** The same from box to box. */
  steps: Step[]
}

/** A counted reference; −1 stands for what is not drawn. */
export interface Step {
  /** The box that it leaves from. */
  id: number
  row: number
  /** The box that it leads to. */
  target: number
  /** As Python writes it: `three.next`. */
  text: string
}

export interface Cycle {
  /** A shortest cycle through the object. */
  steps: Step[]
  /** All objects that it leads to and that lead back: its strongly connected component. */
  items: Counted[]
  /** What to weaken so that reference counting alone frees them; empty if no weak reference can do it. */
  weaken: Step[]
  /** No smaller set does it. */
  isSmallest: boolean
  /** Nothing is freed by the weakening itself. */
  keeps: boolean
}

/** What would follow if one reference were gone: tried out by the engine on a copy of the heap. */
export interface Cut {
  /** The reference as Python writes it. */
  text: string
  /** The line that cuts it, where one does nothing else. */
  statement: string | undefined
  /**
   * Why nothing can be told; then the rest is empty. `'weak'`: the reference does not count. `'collecting'`,
   * `'unsettled'`: a collection, or a step, is under way. `'class'`: a class would be freed, whose parts can't be counted.
   */
  refusal: 'weak' | 'collecting' | 'unsettled' | 'class' | undefined
  /** Freed at once, by reference counting. */
  freed: Counted[]
  /** Left for the next full collection. */
  left: Counted[]
  /** What still holds the object that the reference led to. */
  held: Reason | undefined
  /** What would run first and may change everything: finalizers and callbacks. */
  first: string[]
}

/** An input event of a field, as the views listen to it. */
export type FieldEvent = Event & { target: HTMLInputElement }

// The page's own state.

/** What is selected: a box, or with `row` ≥ 0 one of its slots. */
export interface Selection {
  id: number
  row: number
}

/** An answer about the selection that the picture shows. */
export type Trace = 'alive' | 'cycle' | 'weaken' | 'retained' | 'cut'

/** A gesture that waits for one more word: `before` + what is typed + `after` is the line that will be written. */
export interface Question {
  title: string
  before: string
  after: string
  suggestions: string[]
  /** Puts what was typed into the form that the line needs, or gives nothing for a word that won't do. */
  form: (text: string) => string | undefined
  write: (form: string) => void
}

/** A question about a line that is not done yet. */
export interface Prediction {
  line: number
  /** Which of the collections that this line asks for. */
  nth: number
  /** The position where the answer is seen. */
  to: number
  /** The last word that the line prints, or how many objects `gc.collect()` finds. */
  kind: 'prints' | 'collects'
}

export interface Answer {
  text: string
  /** What a collection counted (`3 Graph + 3 __dict__`), `''` where the number is no collection's. */
  sum: string
  versions: string[]
}

/** What the reader predicted, and what is true. */
export interface Guess {
  program: string
  text: string
  answers: Answer[]
  to: number
}

/** When the reader is asked to predict. */
export type Asking = 'scenarios' | 'always' | 'never'
export type Theme = 'system' | 'light' | 'dark' | 'contrast'
export type Panel = 'program' | 'output' | 'inspector'
/** What the browser keeps for the next visit. */
export type Saved = Pick<State, 'program' | 'version' | 'theme' | 'stride' | 'speed' | 'loop' | 'asking' | 'solved'>
  & { position: number }

export interface State {
  program: string
  version: string
  versions: Version[]
  recording: Recording | undefined
  /** What the recording is of: while the program's text cannot be read, the last that could be. */
  shown: { program: string, version: string } | undefined
  /** What is wrong with a text that cannot be read. */
  faults: Diagnostic[]
  status: Status | undefined
  stride: Stride
  /** Positions that the step buttons stop at, from 0. */
  stops: Uint32Array
  playing: boolean
  /** Steps a second. */
  speed: number
  /** Playing goes on from the start: of the collection in which it began, or of the program. */
  loop: boolean
  asking: Asking
  /** The latest prediction. It is of no matter once the program is another. */
  guess: Guess | undefined
  /** The scenarios whose question was answered. */
  solved: string[]
  /** The choice of scenarios is open. */
  gallery: boolean
  selection: Selection | undefined
  /** The answer that was chosen for the picture; by itself the most telling one is shown. */
  tracing: Trace | undefined
  /** The slot or box from which a reference is being drawn. */
  linking: Selection | undefined
  question: Question | undefined
  /** The version beside the page's own. */
  comparing: string | undefined
  /** A collection whose result is opened: which objects are pointed out, and where to go back to. */
  opened: { index: number, ids: number[], from: number } | undefined
  /** The picture marks what a collection would free. */
  marking: boolean
  /** How often boxes were put elsewhere by hand. */
  arranged: number
  /** A sentence that the tool says to the visitor. */
  notice: string
  canUndo: boolean
  canRedo: boolean
  theme: Theme
  panel: Panel
  /** The engine failed; the program is safe. */
  crashed: boolean
}

/** What an edit of the text gives back: the new program and the line that was written. */
export interface Edit {
  program: string
  line: number
}
