// The program's editor, loaded after the first picture: CodeMirror with our own colours, remarks and completion.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, indentLess, indentMore, insertNewlineKeepIndent } from '@codemirror/commands'
import { Annotation, EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutterLineClass, keymap, lineNumbers, ViewPlugin, WidgetType } from '@codemirror/view'
import { complete } from './completion.js'
import { LONGEST_PROGRAM } from './limits.js'
import css from './styles/editor.css?inline'
import { tokenize } from './python.js'
import { strings } from './strings.js'

/** A change that comes from the store, and is not to be told to it. */
const told = /** @type {import('@codemirror/state').AnnotationType<boolean>} */ (Annotation.define())

/** @typedef {{ line: number, diagnostics: import('./types').Diagnostic[] }} Marks */
const setMarks = /** @type {import('@codemirror/state').StateEffectType<Marks>} */ (StateEffect.define())

/** Only of the lines in sight. */
const colours = ViewPlugin.fromClass(class {
  /** @param {EditorView} view */
  constructor(view) {
    this.decorations = colour(view)
  }

  /** @param {import('@codemirror/view').ViewUpdate} update */
  update({ docChanged, viewportChanged, view }) {
    if (docChanged || viewportChanged) this.decorations = colour(view)
  }
}, { decorations: (plugin) => plugin.decorations })

/**
 * One decoration for each type of token: the editor compares all of them after each change, the same ones at a glance.
 * @type {Map<string, Decoration>}
 */
const coloured = new Map()

/** @param {string} type */
function colouredAs(type) {
  const mark = coloured.get(type) ?? Decoration.mark({ class: type })
  coloured.set(type, mark)
  return mark
}

/** @param {EditorView} view */
function colour({ state: { doc }, viewport: { from, to } }) {
  if (doc.length > LONGEST_PROGRAM) return Decoration.none
  const tokens = tokenize(doc.toString())
  const first = tokens.findIndex(({ start, text }) => start + text.length > from)
  const end = tokens.findLastIndex(({ start }) => start < to)
  return Decoration.set(tokens.slice(first < 0 ? tokens.length : first, end + 1)
    .filter(({ type }) => type !== 'space' && type !== 'name' && type !== 'operator')
    .map(({ type, text, start }) => colouredAs(type).range(start, start + text.length)))
}

const marks = StateField.define({
  create: () => Decoration.none,
  update(value, { effects, changes, state }) {
    const effect = effects.find((one) => one.is(setMarks))
    return effect ? mark(state, effect.value) : value.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** @param {EditorState} state @param {Marks} marks */
function mark({ doc }, { line, diagnostics }) {
  const found = []
  const isThere = (/** @type {number} */ n) => n > 0 && n <= doc.lines
  if (isThere(line)) found.push(Decoration.line({ class: 'current' }).range(doc.line(line).from))
  for (const one of diagnostics.filter((one) => isThere(one.line))) {
    const { from, to } = doc.line(one.line)
    const at = Math.min(from + one.column - 1, to)
    const end = one.endLine === one.line ? Math.min(from + one.endColumn - 1, to) : to
    found.push(Decoration.line({ class: 'faulty' }).range(from))
    if (end > at) found.push(Decoration.mark({ class: 'fault' }).range(at, end))
    found.push(Decoration.widget({ widget: new Remark(one.message), side: 1 }).range(to))
  }
  return Decoration.set(found, true)
}

/** What is wrong with a line, behind it. */
class Remark extends WidgetType {
  /** @param {string} message */
  constructor(message) {
    super()
    this.message = message
  }

  /** @param {Remark} other */
  eq(other) {
    return other.message === this.message
  }

  toDOM() {
    const element = document.createElement('span')
    element.className = 'remark'
    element.textContent = this.message
    return element
  }
}

const currentNumber = new (class extends GutterMarker {
  elementClass = 'current'
})()

/** The number of the current line. */
const numbers = StateField.define({
  create: () => /** @type {RangeSet<GutterMarker>} */ (RangeSet.empty),
  update(value, { effects, changes, state: { doc } }) {
    const effect = effects.find((one) => one.is(setMarks))
    if (!effect) return value.map(changes)
    const { line } = effect.value
    return line > 0 && line <= doc.lines ? RangeSet.of([currentNumber.range(doc.line(line).from)]) : RangeSet.empty
  },
  provide: (field) => gutterLineClass.from(field),
})

/** A new line is indented like this one, and more after a colon. */
function newLine(/** @type {EditorView} */ view) {
  const { state } = view
  const { head } = state.selection.main
  const opens = state.doc.lineAt(head).text.slice(0, head - state.doc.lineAt(head).from).trimEnd().endsWith(':')
  return insertNewlineKeepIndent(view) && (!opens || (view.dispatch(view.state.replaceSelection('    ')), true))
}

/** What makes one text the other. @param {string} old @param {string} text */
function difference(old, text) {
  let from = 0
  while (from < old.length && old[from] === text[from]) from++
  let end = 0
  while (end < Math.min(old.length, text.length) - from && old.at(-1 - end) === text.at(-1 - end)) end++
  return { from, to: old.length - end, insert: text.slice(from, text.length - end) }
}

export class Editor {
  /** What to put into the page. */
  element = document.createElement('div')
  #view
  #program
  /** @type {Marks} */
  #marks = { line: 0, diagnostics: [] }

  /**
   * @param {string} program
   * @param {{ type: (program: string, line: number) => void, goToLine: (line: number) => void, undo: () => void, redo: () => void }} on
   */
  constructor(program, on) {
    this.#program = program
    const root = this.element.attachShadow({ mode: 'open' })
    this.#view = new EditorView({
      doc: program,
      parent: root,
      root,
      extensions: [
        lineNumbers({ domEventHandlers: { click: (view, { from }) => (on.goToLine(view.state.doc.lineAt(from).number), true) } }),
        colours, marks, numbers,
        EditorState.tabSize.of(4), EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['(', '[', '{', "'", '"'] } }]),
        closeBrackets(),
        autocompletion({ icons: false, override: [({ state, pos, explicit }) => {
          const found = complete(state.doc.toString(), state.doc.sliceString(0, pos))
          return found && (explicit || pos > found.from || state.doc.sliceString(pos - 1, pos) === '.') ? { ...found, validFor: /^\w*$/ } : null
        }] }),
        // Tab leaves the editor, as everywhere on a page; Ctrl-] and Ctrl-[ indent.
        keymap.of([...closeBracketsKeymap, ...completionKeymap, { key: 'Enter', run: newLine }, { key: 'Mod-]', run: indentMore },
          { key: 'Mod-[', run: indentLess }, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': strings.programEditor, autocapitalize: 'off', tabindex: '0' }),
        // Undo is over the program, gestures included, also when a phone's menu asks for it.
        EditorView.domEventHandlers({ beforeinput: ({ inputType }) => {
          if (inputType === 'historyUndo') on.undo()
          else if (inputType === 'historyRedo') on.redo()
          else return false
          return true
        } }),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (!docChanged || transactions.some((one) => one.annotation(told))) return
          this.#program = state.doc.toString()
          on.type(this.#program, state.doc.lineAt(state.selection.main.head).number)
        }),
      ],
    })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets.push(sheet)
  }

  /**
   * Shows the program, the line that is done and what is wrong. The caret stays with the text around it.
   * @param {string} program
   * @param {number} line 0 for none
   * @param {import('./types').Diagnostic[]} diagnostics
   */
  show(program, line, diagnostics) {
    const { line: before, diagnostics: known } = this.#marks
    const isMarked = line === before && JSON.stringify(known) === JSON.stringify(diagnostics)
    const isSame = program === this.#program
    if (isSame && isMarked) return
    const changes = isSame ? [] : difference(this.#view.state.doc.toString(), program)
    this.#program = program
    this.#marks = { line, diagnostics }
    this.#view.dispatch({ changes, effects: isMarked ? [] : setMarks.of(this.#marks), annotations: told.of(true) })
    const { doc } = this.#view.state
    if (line !== before && line > 0 && line <= doc.lines) this.#reveal(doc.line(line).from)
  }

  /** Scrolls the editor, and never the page, to the line, once its lines have been laid out. @param {number} at */
  #reveal(at) {
    this.#view.requestMeasure({
      read: (view) => {
        const { scrollTop, clientHeight } = view.scrollDOM
        const { top, bottom, height } = view.lineBlockAt(Math.min(at, view.state.doc.length))
        return top - height < scrollTop ? top - height : bottom + height > scrollTop + clientHeight ? bottom + height - clientHeight : scrollTop
      },
      write: (top, { scrollDOM }) => { scrollDOM.scrollTop = top },
    })
  }

  /** @param {number} at where the caret goes */
  focus(at) {
    this.#view.focus()
    this.#view.dispatch({ selection: { anchor: Math.min(at, this.#view.state.doc.length) }, scrollIntoView: true })
  }
}
