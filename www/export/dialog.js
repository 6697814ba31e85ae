// The dialog that writes what an author pastes into a post, and shows what readers will see.
import { html, nothing, render } from 'lit'
import '../embed/define.js'
import { LinkError } from '../links/link.js'
import { hashOf } from '../links/page.js'
import { format, place } from '../links/place.js'
import { strings } from '../strings.js'
import css from './dialog.css?inline'
import { hosts } from './hosts.js'
import { elementSnippet, frameAddress, frameSnippet, linkSnippet } from './snippets.js'

const KINDS = /** @type {const} */ (['element', 'frame', 'svg', 'link'])
/** Where the page is: behind this file as it is built and as it is written. */
const HOME = '../'

/** @type {CSSStyleSheet | undefined} */
let sheet

/** @param {import('../store.js').Store} store */
export async function openEmbedDialog(store) {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
  }
  const { recording, program, version } = store.state
  if (!recording) return
  try {
    const figure = {
      site: new URL(HOME, import.meta.url).href, program, version, hash: await hashOf(store), place: format(place(recording, store.state.stride)),
      height: '', theme: '', edit: false, jsx: false,
    }
    new EmbedDialog(figure, recording.svg(), store.state.theme)
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
    store.set({ notice: error.message })
  }
}

class EmbedDialog {
  /** @type {typeof KINDS[number]} */
  kind = 'element'
  copied = false

  /**
   * @param {import('./snippets.js').Figure} figure
   * @param {string} svg
   * @param {import('../types').Theme} theme of the page
   */
  constructor(figure, svg, theme) {
    this.figure = figure
    this.svg = svg
    this.theme = theme
    this.image = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    this.dialog = document.createElement('dialog')
    this.dialog.className = 'embed-dialog'
    this.dialog.setAttribute('aria-label', strings.export.embedTitle)
    this.dialog.addEventListener('close', () => this.#close())
    document.body.append(this.dialog)
    this.#render()
    this.dialog.showModal()
  }

  #close() {
    URL.revokeObjectURL(this.image)
    this.dialog.remove()
  }

  get #snippet() {
    const { figure } = this
    return { element: () => elementSnippet(figure), frame: () => frameSnippet(figure), svg: () => this.svg, link: () => linkSnippet(figure) }[this.kind]()
  }

  /** @param {Partial<import('./snippets.js').Figure>} change */
  #change(change) {
    Object.assign(this.figure, change)
    this.copied = false
    this.#render()
  }

  #render() {
    const { kind, figure } = this
    const words = strings.export
    const hasOptions = kind === 'element' || kind === 'frame'
    render(html`
      <form method="dialog" class="embed-head">
        <h2>${words.embedTitle}</h2>
        <button class="button quiet" aria-label=${words.close} title=${words.close}>✕</button>
      </form>
      <fieldset class="strides kinds"><legend class="hidden">${words.kind}</legend>${KINDS.map((one) => html`
        <label><input type="radio" name="kind" .checked=${one === kind} @change=${() => { this.kind = one; this.#change({}) }}><span>${words.kinds[one]}</span></label>`)}</fieldset>
      <p class="muted">${words.kindHints[kind]}</p>
      ${hasOptions ? html`<div class="options">
        <label class="field">${words.height} <input name="height" type="number" min="80" max="4000" step="20" placeholder="320" .value=${figure.height}
          @change=${(/** @type {import('../types').FieldEvent} */ { target }) => this.#change({ height: target.validity.valid ? target.value : '' })}></label>
        <label class="field">${strings.theme} <select @change=${(/** @type {import('../types').FieldEvent} */ { target }) => this.#change({ theme: target.value })}>
          <option value="">${words.themeOfPost}</option>${(/** @type {const} */ (['light', 'dark', 'contrast'])).map((theme) => html`<option value=${theme}>${strings.themes[theme]}</option>`)}</select></label>
        <label class="field"><input type="checkbox" .checked=${figure.edit} @change=${(/** @type {import('../types').FieldEvent} */ { target }) => this.#change({ edit: target.checked })}> ${words.edit}</label>
        <label class="field"><input type="checkbox" .checked=${figure.jsx} @change=${(/** @type {import('../types').FieldEvent} */ { target }) => this.#change({ jsx: target.checked })}> ${hosts.jsx}</label>
      </div>` : nothing}
      <div class="snippet">
        <textarea readonly aria-label=${words.code} rows="7" spellcheck="false" .value=${this.#snippet} @focus=${(/** @type {import('../types').FieldEvent} */ { target }) => target.select()}></textarea>
        <button class="button primary" @click=${this.#copy}>${this.copied ? words.done : words.copy}</button>
      </div>
      <details class="hosts"><summary>${hosts.title}</summary><dl>${hosts.list.map(([name, how]) => html`<dt>${name}</dt><dd>${how}</dd>`)}</dl></details>
      <h3>${words.preview}</h3>
      <div class="preview" data-theme=${figure.theme || nothing}>${this.#preview()}</div>`, this.dialog)
  }

  #preview() {
    const { figure, kind } = this
    if (kind === 'frame') return html`<iframe src=${frameAddress(figure)} title=${strings.export.preview} sandbox="allow-scripts allow-popups"></iframe>`
    if (kind === 'svg') return html`<img src=${this.image} alt=${strings.picture}>`
    if (kind === 'link') return html`<a href=${linkSnippet(figure)} target="_blank">${strings.embed.open}</a>`
    return html`<gc-playground .program=${figure.program} python=${figure.version} at=${figure.place} height=${figure.height || nothing}
      theme=${figure.theme || nothing} controls=${figure.edit ? 'program edit step collect log' : nothing}></gc-playground>`
  }

  #copy = async () => {
    const text = this.dialog.querySelector('textarea')
    this.copied = await navigator.clipboard?.writeText(this.#snippet).then(() => true, () => false) ?? false
    if (!this.copied) text?.select()
    this.#render()
  }
}
