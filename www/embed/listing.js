// The program in an embed: its lines in colours, with numbers to click; a textarea over them where readers may edit.
import { html, nothing } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { live } from 'lit/directives/live.js'
import { tokenize } from '../python.js'
import { strings } from '../strings.js'
import { View } from '../views/view.js'

class Listing extends View {
  static properties = { editable: { type: Boolean } }
  #line = 0

  constructor() {
    super()
    this.editable = false
  }

  render() {
    const { program, recording, faults, status } = this.state
    const line = status?.line ?? 0
    const { diagnostics } = this.store
    return html`
      <div class="listing" tabindex=${this.editable ? nothing : 0} role=${this.editable ? nothing : 'region'} aria-label=${this.editable ? nothing : strings.program}>
        <div class="gutter" aria-hidden="true" @click=${this.#onGutter}>${guard([program, line], () => program.trimEnd().split('\n').map((_, i) => html`
          <span class=${i + 1 === line ? 'current' : ''}>${i + 1}</span>`))}</div>
        <div class="code">
          <pre aria-hidden=${this.editable ? 'true' : nothing}>${guard([program, recording, faults, line], () => coloured(program.trimEnd(), diagnostics, line))}</pre>
          ${this.editable ? html`<textarea spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label=${strings.programEditor}
            aria-invalid=${diagnostics.length > 0} .value=${live(program)} @input=${this.#onInput}></textarea>` : nothing}
        </div>
      </div>
      <ul class="diagnostics" ?hidden=${!diagnostics.length}>${diagnostics.map((one) => html`
        <li>${strings.line(one.line)} <strong>${strings.diagnostic[one.kind]}</strong> ${one.message}</li>`)}
      </ul>`
  }

  updated() {
    const line = this.state.status?.line ?? 0
    if (line && line !== this.#line) requestAnimationFrame(() => this.#reveal(line))
    this.#line = line
  }

  /** Scrolls the listing, and never the page, to the line. @param {number} line */
  #reveal(line) {
    const listing = this.querySelector('.listing')
    if (!listing) return
    const height = listing.scrollHeight / this.state.program.trimEnd().split('\n').length
    const top = height * (line - 1)
    if (top < listing.scrollTop) listing.scrollTop = top - height
    else if (top + 2 * height > listing.scrollTop + listing.clientHeight) listing.scrollTop = top + 2 * height - listing.clientHeight
  }

  #onInput = (/** @type {import('../types').FieldEvent} */ { target: { value, selectionStart } }) => {
    this.store.type(value, value.slice(0, selectionStart ?? 0).split('\n').length)
  }

  /** @param {MouseEvent} event */
  #onGutter = ({ target }) => {
    const line = Number(/** @type {Element} */ (target).textContent)
    if (line) this.store.goToLine(line)
  }
}
if (!customElements.get('gc-listing')) customElements.define('gc-listing', Listing)

/**
 * The program in coloured lines; those with something to be said about them are underlined.
 * @param {string} program
 * @param {import('../types').Diagnostic[]} diagnostics
 * @param {number} current line
 */
function coloured(program, diagnostics, current) {
  /** @type {{ type: string, text: string }[][]} */
  const lines = [[]]
  for (const { type, text } of tokenize(program)) {
    text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([])
      if (part) lines[lines.length - 1].push({ type, text: part })
    })
  }
  return lines.map((parts, i) => {
    const style = `line${i + 1 === current ? ' current' : ''}${diagnostics.some(({ line }) => line === i + 1) ? ' faulty' : ''}`
    return html`<span class=${style}>${parts.map(({ type, text }) => type === 'space' || type === 'name' || type === 'operator'
      ? text : html`<span class=${type}>${text}</span>`)}${'\n'}</span>`
  })
}
