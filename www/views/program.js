import { html } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { live } from 'lit/directives/live.js'
import { tokenize } from '../python.js'
import { strings } from '../strings.js'
import { View } from './view.js'

/** The editor: a textarea over its own text in colours, with line numbers, the current line and diagnostics. */
class Program extends View {
  #line = 0

  render() {
    const { program, recording, status } = this.state
    const line = status?.line ?? 0
    const diagnostics = this.store.read((recording) => recording.diagnostics) ?? []
    return html`
      <h2>${strings.program}</h2>
      <div class="editor">
        <div class="gutter" aria-hidden="true" @click=${this.#onGutter}>${guard([program, line], () => program.split('\n').map((_, i) => html`
          <span class=${i + 1 === line ? 'current' : ''}>${i + 1}</span>`))}</div>
        <div class="code">
          <pre aria-hidden="true">${guard([program, recording, line], () => colour(program, diagnostics, line))}</pre>
          <textarea spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label=${strings.programEditor}
            aria-describedby="diagnostics" aria-invalid=${diagnostics.length > 0}
            .value=${live(program)} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
        </div>
      </div>
      <ul class="diagnostics" id="diagnostics" ?hidden=${!diagnostics.length}>${diagnostics.map((one) => html`
        <li><button class="link" @click=${() => this.#goTo(one)}>${strings.line(one.line)}</button>
          <strong>${strings.diagnostic[one.kind]}</strong> ${one.message}</li>`)}
      </ul>`
  }

  updated() {
    const line = this.state.status?.line ?? 0
    if (line && line !== this.#line) this.#reveal(line)
    this.#line = line
  }

  /** Scrolls the editor, and never the page, to the line. @param {number} line */
  #reveal(line) {
    const editor = /** @type {HTMLElement} */ (this.querySelector('.editor'))
    const height = editor.scrollHeight / this.state.program.split('\n').length
    const top = height * (line - 1)
    if (top < editor.scrollTop) editor.scrollTop = top - height
    else if (top + 2 * height > editor.scrollTop + editor.clientHeight) editor.scrollTop = top + 2 * height - editor.clientHeight
  }

  get #area() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'))
  }

  #onInput = () => {
    const { value, selectionStart } = this.#area
    this.store.type(value, value.slice(0, selectionStart).split('\n').length)
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    const area = this.#area
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
    const before = area.value.slice(0, area.selectionStart)
    const [, indent, rest] = before.match(/([ \t]*)([^\n]*)$/) ?? []
    event.preventDefault()
    area.setRangeText('\n' + indent + (rest.trimEnd().endsWith(':') ? '    ' : ''), area.selectionStart, area.selectionEnd, 'end')
    this.#onInput()
  }

  /** @param {MouseEvent} event */
  #onGutter = ({ target }) => {
    const line = Number(/** @type {Element} */ (target).textContent)
    if (line) this.store.goToLine(line)
  }

  /** @param {import('../types').Diagnostic} diagnostic */
  #goTo({ line, column }) {
    const start = this.state.program.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
    this.#area.focus()
    this.#area.setSelectionRange(start, start)
  }
}
customElements.define('gc-program', Program)

/**
 * The program in coloured lines, each with what is to be said about it.
 * @param {string} program
 * @param {import('../types').Diagnostic[]} diagnostics
 * @param {number} current line
 */
function colour(program, diagnostics, current) {
  /** @type {{ type: string, text: string }[][]} */
  const lines = [[]]
  for (const { type, text } of tokenize(program)) {
    text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([])
      if (part) lines[lines.length - 1].push({ type, text: part })
    })
  }
  return lines.map((parts, i) => {
    const found = diagnostics.find(({ line }) => line === i + 1)
    const style = `line${i + 1 === current ? ' current' : ''}${found ? ' faulty' : ''}`
    return html`<span class=${style}>${parts.map(({ type, text }) => type === 'space' || type === 'name' || type === 'operator'
      ? text : html`<span class=${type}>${text}</span>`)}${found ? html`<span class="remark">${found.message}</span>` : ''}${'\n'}</span>`
  })
}
