import { html, nothing } from 'lit'
import { align, other } from '../compare.js'
import { differences } from '../differences.js'
import { strings } from '../strings.js'
import { Camera } from './camera.js'
import { icons } from './icons.js'
import { Picture, markDifferences, measure } from './picture.js'
import { View } from './view.js'

/** More lines are not compared one by one. */
const MOST_LINES = 300

/** The same program under another version: its picture beside the page's, and what is different in numbers and output. */
class Compare extends View {
  /** @type {Picture | undefined} */
  #picture
  /** @type {Camera | undefined} */
  #camera
  /** @type {import('../types').Recording | undefined} */
  #recording
  /** @type {import('../types').Recording | undefined} */
  #painted

  render() {
    this.#recording = other(this.store)
    const { comparing, version, versions, recording: main } = this.state
    if (!comparing) {
      this.#picture = this.#camera = undefined
      return nothing
    }
    const found = this.#recording
    return html`
      <div class="compared" role="group" aria-label=${strings.compare.title}>
        <span class="of-main">${title(versions, version)}</span>
        <label class="of-other"><span class="hidden">${strings.compare.with}</span>
          <select @change=${(/** @type {import('../types').FieldEvent} */ event) => this.store.set({ comparing: event.target.value })}>
            ${versions.filter(({ name }) => name !== version).map(({ name, title }) => html`<option value=${name} ?selected=${name === comparing}>${title}</option>`)}
          </select></label>
        <button class="button quiet" title=${strings.compare.close} aria-label=${strings.compare.close}
          @click=${() => this.store.set({ comparing: undefined })}>${icons.close}</button>
      </div>
      <div class="other viewport" inert><div class="world" aria-hidden="true"></div></div>
      ${main && found ? this.#differences(main, found) : html`<p class="differences">${strings.compare.failed}</p>`}`
  }

  updated() {
    const found = this.#recording
    const viewport = /** @type {HTMLElement | null} */ (this.querySelector('.viewport'))
    document.documentElement.classList.toggle('comparing', viewport !== null)
    if (!viewport || !found) return
    const world = /** @type {HTMLElement} */ (viewport.firstElementChild)
    if (!this.#picture) measure(this, this.store.core.metrics)
    this.#picture ??= new Picture(world, (id) => this.#recording?.box(id))
    this.#camera ??= new Camera(viewport, world, () => this.#fit(false))
    const isNew = this.#painted !== found
    this.#painted = found
    found.paint(this.#picture)
    const glide = !isNew && !matchMedia('(prefers-reduced-motion: reduce)').matches
    this.#picture.finish(glide)
    markDifferences(this.#picture, differences(this.store)?.other)
    this.#fit(glide)
  }

  /** @param {boolean} glide */
  #fit(glide) {
    if (this.#picture) this.#camera?.fit(this.#picture.bounds, glide)
  }

  /** @param {import('../types').Recording} main @param {import('../types').Recording} found */
  #differences(main, found) {
    const { versions, version, comparing = '' } = this.state
    const [left, right] = [facts(main), facts(found)]
    const words = strings.compare
    const rows = words.rows.map((name, i) => ({ name, left: left[i], right: right[i] }))
    const [printed, otherPrinted] = [lines(main), lines(found)]
    const output = printed.length + otherPrinted.length <= 2 * MOST_LINES ? align(printed, otherPrinted) : undefined
    const different = rows.filter(isDifferent)
    const equal = rows.filter((row) => !isDifferent(row))
    const count = different.length + (output?.filter(isDifferent).length ?? 0)
    const line = (/** @type {{ name?: string, left: string | undefined, right: string | undefined }} */ row) => html`
      <tr class=${isDifferent(row) ? 'differs' : ''}>
        ${row.name === undefined ? nothing : html`<th scope="row">${row.name}</th>`}
        <td>${row.left}</td><td>${isDifferent(row) ? html`<span class="sign" title=${words.differs}>≠</span><span class="hidden">${words.differs}: </span>` : nothing}${row.right}</td></tr>`
    const head = (/** @type {unknown} */ first) => html`<thead><tr>${first}<th scope="col">${title(versions, version)}</th><th scope="col">${title(versions, comparing)}</th></tr></thead>`
    return html`
      <section class="differences" aria-label=${words.differences} tabindex="0">
        <p class="summary" role="status">${words.summary(count)}</p>
        <div>
          ${different.length ? html`<table class="numbers">${head(html`<td></td>`)}<tbody>${different.map(line)}</tbody></table>` : nothing}
          ${equal.length ? html`<p class="muted same">${words.same} ${equal.map(({ name, left }, i) => html`${i ? ' · ' : ''}${name} <b>${left}</b>`)}</p>` : nothing}
        </div>
        ${!output ? html`<p class="muted">${words.tooLong}</p>` : !output.length ? nothing : html`
          <table class="outputs"><caption class="hidden">${strings.output}</caption>${head(nothing)}<tbody>${output.map(line)}</tbody></table>`}
      </section>`
  }
}
customElements.define('gc-compare', Compare)

/** @param {{ left: string | undefined, right: string | undefined }} row */
const isDifferent = ({ left, right }) => left !== right

/** @param {import('../types').Version[]} versions @param {string} version */
const title = (versions, version) => versions.find(({ name }) => name === version)?.title ?? version

/** In the order of `strings.compare.rows`. @param {import('../types').Recording} recording */
function facts(recording) {
  const { counts, thresholds, generations, unreachable, collections } = recording.status('line')
  const last = collections ? recording.collection(collections - 1) : undefined
  const sum = last?.items.map(({ type, count }) => `${count} ${type}`).join(' + ')
  return [last ? `${last.collected}${sum ? ` (${sum})` : ''}` : '–', String(collections), String(unreachable), generations.join(', '), counts.join(', '), thresholds.join(', ')]
}

/** @param {import('../types').Recording} recording */
function lines(recording) {
  const text = recording.output().map((chunk) => chunk.text).join('')
  return text ? text.replace(/\n$/, '').split('\n') : []
}
