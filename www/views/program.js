import { html } from 'lit'
import { live } from 'lit/directives/live.js'
import { idle } from '../idle.js'
import { strings } from '../strings.js'
import { View } from './view.js'

/**
 * The program: a plain textarea, in whose place an editor with colours and completion comes once it has loaded.
 */
class Program extends View {
  /** @type {import('../editor.js').Editor | undefined} */
  #editor
  /** @type {Promise<void> | undefined} */
  #due
  /** Who acts in the editor finds it as the program is. */
  #atOnce = { capture: true, handleEvent: () => this.#tell() }

  render() {
    const { program } = this.state
    const { diagnostics } = this.store
    return html`
      <header><h2>${strings.program}</h2>
        <button class="link" title=${strings.copyTitle} @click=${this.#copy}>${strings.copy}</button></header>
      <div class="editor" @keydown=${this.#atOnce} @beforeinput=${this.#atOnce} @pointerdown=${this.#atOnce}>${this.#editor ? this.#editor.element : html`
        <textarea spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label=${strings.programEditor}
          aria-describedby="diagnostics" aria-invalid=${diagnostics.length > 0} .value=${live(program)} @input=${this.#onInput}></textarea>`}</div>
      <ul class="diagnostics" id="diagnostics" ?hidden=${!diagnostics.length}>${diagnostics.map((one) => html`
        <li><button class="link" @click=${() => this.#goTo(one)}>${strings.line(one.line)}</button>
          <strong>${strings.diagnostic[one.kind]}</strong> ${one.message}</li>`)}
      </ul>`
  }

  /** The page can be used before the editor is there; it comes when the program is nearly in sight, after the first picture. */
  firstUpdated() {
    const load = async () => {
      const { Editor } = await import('../editor.js')
      const area = this.querySelector('textarea')
      const [isFocused, caret] = [area === document.activeElement, area?.selectionStart ?? 0]
      this.#editor = new Editor(this.state.program, {
        type: (text, line) => this.store.type(text, line),
        goToLine: (line) => this.store.goToLine(line),
        undo: () => this.store.undo(),
        redo: () => this.store.redo(),
      })
      this.requestUpdate()
      await this.updateComplete
      if (isFocused) this.#editor.focus(caret)
    }
    const near = new IntersectionObserver(async ([{ isIntersecting }]) => {
      if (!isIntersecting) return
      near.disconnect()
      await idle(1000)
      // Without the editor (offline, an old browser) the textarea stays.
      load().catch(console.warn)
    }, { rootMargin: '200px' })
    near.observe(this)
  }

  /** The editor measures what it shows, which would have the browser lay the page out twice: the picture comes first. */
  updated() {
    if (this.#editor) this.#due ??= idle(100).then(() => this.#tell())
  }

  #tell() {
    this.#due = undefined
    const { program, faults, status } = this.state
    // The lines of the picture are those of the text that could be read last.
    this.#editor?.show(program, faults.length ? 0 : status?.line ?? 0, this.store.diagnostics)
  }

  #onInput = (/** @type {import('../types').FieldEvent} */ { target: { value, selectionStart } }) => {
    this.store.type(value, value.slice(0, selectionStart ?? 0).split('\n').length)
  }

  /** @param {import('../types').Diagnostic} diagnostic */
  #goTo({ line, column }) {
    const start = this.state.program.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
    this.#tell()
    if (this.#editor) return this.#editor.focus(start)
    const area = this.querySelector('textarea')
    area?.focus()
    area?.setSelectionRange(start, start)
  }

  #copy = async () => {
    await navigator.clipboard.writeText(this.state.program)
    this.store.set({ notice: strings.copied })
  }
}
customElements.define('gc-program', Program)
