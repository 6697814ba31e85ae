// The dialog that makes one image of several steps: side by side, or one after the other.
import { html, nothing, render } from 'lit'
import { strings } from '../strings.js'
import css from './dialog.css?inline'
import { fixScheme, pngs } from './image.js'
import { isDark, save } from './take.js'

/** @typedef {import('../types').FieldEvent} FieldEvent */

const KINDS = /** @type {const} */ (['strip', 'animation'])
/** More than this no reader follows, and no image holds. */
const MOST = 60
/** At first the steps that lead here. */
const USUAL = 4

/** @type {CSSStyleSheet | undefined} */
let sheet

/** @param {import('../store.js').Store} store */
export function openStepsDialog(store) {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
  }
  if (store.state.recording) new StepsDialog(store)
}

class StepsDialog {
  /** @type {typeof KINDS[number]} */
  kind = 'strip'
  seconds = 2
  /** The image as it is offered. */
  address = ''
  /** @type {Blob | undefined} */
  blob
  message = ''
  /** Of the image that is wanted: an older one that is ready later is not shown. */
  #turn = 0

  /** @param {import('../store.js').Store} store */
  constructor(store) {
    this.store = store
    this.to = Math.max(0, store.state.stops.indexOf(store.state.recording?.position ?? 0))
    this.from = Math.max(0, this.to - USUAL + 1)
    this.dialog = document.createElement('dialog')
    this.dialog.className = 'embed-dialog'
    this.dialog.setAttribute('aria-label', strings.export.stepsTitle)
    this.dialog.addEventListener('close', () => this.#close())
    document.body.append(this.dialog)
    this.#change({})
    this.dialog.showModal()
  }

  #close() {
    this.#turn++
    URL.revokeObjectURL(this.address)
    this.dialog.remove()
  }

  /** @param {Partial<Pick<StepsDialog, 'kind' | 'from' | 'to' | 'seconds'>>} change */
  async #change(change) {
    Object.assign(this, change)
    const turn = ++this.#turn
    this.blob = undefined
    this.message = ''
    this.#render()
    const made = await this.#draw().catch((error) => {
      this.message = error instanceof StepsError ? error.message : strings.export.noPng
      return undefined
    })
    if (turn !== this.#turn) return
    URL.revokeObjectURL(this.address)
    this.blob = made
    this.address = made ? URL.createObjectURL(made) : ''
    this.#render()
  }

  /** @returns {Promise<Blob>} */
  async #draw() {
    const { kind, store } = this
    const { stops, stride } = store.state
    const count = this.to - this.from + 1
    if (count < 1) throw new StepsError(strings.export.noSteps)
    if (count > MOST) throw new StepsError(strings.export.tooManySteps(MOST))
    const svg = store.read((recording) => recording.strip(stops[this.from], stops[this.to], stride))
    if (svg === undefined) throw new StepsError(strings.crashed)
    if (kind === 'strip') return new Blob([svg], { type: 'image/svg+xml' })
    const [images, { animate }] = await Promise.all([pngs(fixScheme(svg, isDark(store) ? 'dark' : 'light')), import('./apng.js')])
    return new Blob([animate(images, this.seconds)], { type: 'image/apng' })
  }

  #render() {
    const words = strings.export
    const last = this.store.state.stops.length - 1
    /** Numbers as the page's steps have them: 0 is the start. @param {'from' | 'to'} name */
    const step = (name) => html`<label class="field">${words[name]} <input name=${name} type="number" min="0" max=${last} .value=${String(this[name])}
      @change=${(/** @type {FieldEvent} */ { target }) => this.#change({ [name]: Math.min(last, Math.max(0, target.valueAsNumber || 0)) })}></label>`
    render(html`
      <form method="dialog" class="embed-head">
        <h2>${words.stepsTitle}</h2>
        <button class="button quiet" aria-label=${words.close} title=${words.close}>✕</button>
      </form>
      <fieldset class="strides kinds"><legend class="hidden">${words.kind}</legend>${KINDS.map((one) => html`
        <label><input type="radio" name="kind" .checked=${one === this.kind} @change=${() => this.#change({ kind: one })}><span>${words.stepKinds[one]}</span></label>`)}</fieldset>
      <p class="muted">${words.stepKindHints[this.kind]}</p>
      <div class="options">
        ${step('from')} ${step('to')}
        ${this.kind === 'animation' ? html`<label class="field">${words.seconds} <input name="seconds" type="number" min="0.2" max="60" step="0.1" .value=${String(this.seconds)}
          @change=${(/** @type {FieldEvent} */ { target }) => target.validity.valid && this.#change({ seconds: target.valueAsNumber })}></label>` : nothing}
        <button class="button primary" ?disabled=${!this.blob} @click=${this.#save}>${words.save}</button>
      </div>
      <h3>${words.preview}</h3>
      <div class="preview" aria-busy=${!this.blob && !this.message}>${this.message ? html`<p role="alert">${this.message}</p>`
        : this.blob ? html`<img src=${this.address} alt=${words.stepsTitle}>` : nothing}</div>`, this.dialog)
  }

  #save = () => {
    if (this.blob) save(this.blob, this.kind === 'strip' ? 'heap-steps.svg' : 'heap-steps.png')
  }
}

/** What is wrong with the wish, in words for the visitor. */
class StepsError extends Error {}
