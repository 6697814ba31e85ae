import { html, render } from 'lit'
import { BOX } from '../core.js'
import { differences } from '../differences.js'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { garbage, traced } from '../trace.js'
import { Camera } from './camera.js'
import { icons } from './icons.js'
import { onKey } from './keyboard.js'
import { Picture, markDifferences, measure } from './picture.js'
import { Pointer } from './pointer.js'

/** The heap, drawn: names on the left, objects to their right, and everything that can be done to them by hand. */
export class Canvas {
  /** The box that the Tab key comes to. */
  active = 0
  /** @type {import('../types').Recording | undefined} */
  #recording
  /** @type {import('../types').Question | undefined} */
  #question

  /**
   * @param {HTMLElement} host
   * @param {import('../store.js').Store} store
   */
  constructor(host, store) {
    this.host = host
    this.store = store
    render(html`
      <p class="hidden" id="picture-help">${strings.pictureHelp}</p>
      <div class="viewport"><div class="world" role="tree" aria-label=${strings.picture} aria-describedby="picture-help"></div></div>
      <p class="hint">${strings.empty}</p>
      <div class="camera">
        <button class="button quiet zoom" title=${strings.zoomIn} aria-label=${strings.zoomIn} @click=${() => this.camera.zoom(1.25)}>${icons.zoomIn}</button>
        <button class="button quiet zoom" title=${strings.zoomOut} aria-label=${strings.zoomOut} @click=${() => this.camera.zoom(0.8)}>${icons.zoomOut}</button>
        <button class="button quiet" title=${strings.fit} aria-label=${strings.fit} @click=${() => this.fit()}>${icons.fit}</button>
        <button class="button quiet" title=${strings.tidy} aria-label=${strings.tidy} @click=${() => { store.tidy(); this.fit() }}>${icons.tidy}</button>
      </div>`, host)
    const viewport = /** @type {HTMLElement} */ (host.querySelector('.viewport'))
    const world = /** @type {HTMLElement} */ (host.querySelector('.world'))
    measure(host, store.core.metrics)
    this.picture = new Picture(world, (id) => store.read((recording) => recording.box(id)))
    this.camera = new Camera(viewport, world, () => this.camera.follows && this.fit(false))
    this.pointer = new Pointer(this, viewport)
    viewport.addEventListener('keydown', (event) => onKey(this, event))
    world.addEventListener('focusin', ({ target }) => this.#onFocus(/** @type {HTMLElement} */ (target)))
    store.subscribe(() => this.#update())
    this.#update()
  }

  fit(glide = true) {
    this.camera.fit(this.picture.bounds, glide && !prefersStill())
  }

  #update() {
    const { store, picture } = this
    const { recording } = store.state
    if (!recording) return
    if (recording !== this.#recording) picture.renew()
    store.read((one) => one.paint(picture))
    picture.finish(this.#recording !== undefined && !prefersStill() && !this.pointer.isMoving)
    this.#mark()
    this.host.classList.toggle('vacant', [...picture.nodes.values()].every(({ look, box }) => look & BOX.NAMESPACE && !box.rows.length))
    if (this.camera.follows && !this.pointer.isMoving && !this.camera.shows(picture.bounds)) this.fit(this.#recording !== undefined)
    this.#recording = recording
    const { question } = store.state
    // The form that asked is gone, and with it the focus: bring it back to where the gesture began.
    if (this.#question && !question) setTimeout(() => document.activeElement === document.body && this.focus({ id: this.active, row: -1 }))
    this.#question = question
  }

  /** @param {import('../types').Selection} where */
  focus({ id, row }) {
    const box = this.picture.nodes.get(id)?.element
    const target = /** @type {HTMLElement | null | undefined} */ (row < 0 ? box : box?.querySelector(`[data-row="${row}"]`))
    target?.focus({ preventScroll: true })
  }

  /** What is the page's and not the heap's: selection, the reference being drawn, what an opened number points at. */
  #mark() {
    const { selection, linking, opened, marking, comparing } = this.store.state
    const { nodes, edges } = this.picture
    if (selection && !linking) this.active = selection.id
    if (!nodes.has(this.active)) this.active = nodes.keys().next().value ?? 0
    this.host.classList.toggle('linking', linking !== undefined)
    for (const element of this.host.querySelectorAll('.selected, .source, .near, .traced, [data-trace], [data-note], [data-doom], [data-differs], [tabindex="0"].box')) {
      element.classList.remove('selected', 'source', 'near', 'traced', 'chain', ...Object.keys(strings.why.marks))
      for (const mark of ['data-note', 'data-trace', 'data-doom', 'data-differs']) element.removeAttribute(mark)
      if (element instanceof HTMLElement) element.tabIndex = -1
      if (element.ariaSelected) element.ariaSelected = 'false'
    }
    const active = nodes.get(this.active)
    if (active) active.element.tabIndex = 0
    if (linking) nodes.get(linking.id)?.element.classList.add('source')
    for (const id of opened?.ids ?? []) nodes.get(id)?.element.setAttribute('data-note', strings.words.counted)
    for (const { ids } of marking ? garbage(this.store)?.freed ?? [] : []) {
      for (const id of ids) nodes.get(id)?.element.setAttribute('data-doom', strings.words.doomed)
    }
    if (comparing) markDifferences(this.picture, differences(this.store)?.main)
    if (!selection) return
    this.#trace()
    const box = nodes.get(selection.id)?.element
    const chosen = selection.row < 0 ? box : box?.querySelector(`[data-row="${selection.row}"]`)
    box?.classList.add('selected')
    chosen?.classList.add('selected')
    if (chosen) chosen.ariaSelected = 'true'
    for (const { id, row, target, line } of edges.values()) {
      if (selection.row < 0 ? selection.id === id || selection.id === target : selection.id === id && selection.row === row) {
        line.classList.add(selection.row < 0 ? 'near' : 'selected')
      }
    }
  }

  /** What the answers about the selection point out. */
  #trace() {
    const { nodes, edges } = this.picture
    const { marks, references } = traced(this.store)
    for (const [id, mark] of marks) {
      const box = nodes.get(id)?.element
      box?.classList.add('traced', mark)
      box?.setAttribute('data-trace', strings.why.marks[/** @type {keyof typeof strings.why.marks} */ (mark)])
    }
    for (const [key, mark] of references) {
      const [id, row] = key.split(':')
      nodes.get(Number(id))?.element.querySelector(`[data-row="${row}"]`)?.classList.add('traced', mark)
    }
    for (const { id, row, line } of edges.values()) {
      const mark = references.get(`${id}:${row}`)
      if (mark) line.classList.add('traced', mark)
    }
  }

  /** @param {HTMLElement} target */
  #onFocus(target) {
    const id = Number(/** @type {HTMLElement} */ (target.closest('.box')).dataset.id)
    this.active = id
    if (this.store.state.linking) this.#mark()
    else this.store.select({ id, row: Number(target.dataset.row ?? -1) })
    const node = this.picture.nodes.get(id)
    if (!node || this.pointer.isDown) return
    const [x, y, width, height] = node.to
    if (!this.camera.shows({ left: x, top: y, right: x + width, bottom: y + height })) this.fit()
  }

  /**
   * A box is chosen, by a click or by Enter: as the target of what is being drawn, or to be looked at.
   * @param {number} id
   * @param {number} [row]
   */
  choose(id, row = -1) {
    if (this.store.state.linking) gestures.finishLink(this.store, id)
    else this.store.select({ id, row })
  }
}

customElements.define('gc-canvas', class extends HTMLElement {
  /** @param {import('../store.js').Store} store */
  connect(store) {
    new Canvas(this, store)
  }
})

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches
