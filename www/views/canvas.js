import { html, render } from 'lit'
import { BOX } from '../core.js'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { Camera } from './camera.js'
import { onKey } from './keyboard.js'
import { icons } from './icons.js'
import { Picture } from './picture.js'
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
      <div class="camera">
        <button class="button quiet" title=${strings.zoomIn} aria-label=${strings.zoomIn} @click=${() => this.camera.zoom(1.25)}>${icons.zoomIn}</button>
        <button class="button quiet" title=${strings.zoomOut} aria-label=${strings.zoomOut} @click=${() => this.camera.zoom(0.8)}>${icons.zoomOut}</button>
        <button class="button quiet" title=${strings.fit} aria-label=${strings.fit} @click=${() => this.fit()}>${icons.fit}</button>
        <button class="button quiet" title=${strings.tidy} aria-label=${strings.tidy} @click=${() => { store.tidy(); this.fit() }}>${icons.tidy}</button>
      </div>`, host)
    const viewport = /** @type {HTMLElement} */ (host.querySelector('.viewport'))
    const world = /** @type {HTMLElement} */ (host.querySelector('.world'))
    for (const [name, value] of Object.entries(store.core.metrics)) {
      host.style.setProperty('--' + name.replace(/[A-Z]/g, (letter) => '-' + letter.toLowerCase()), `${value}px`)
    }
    this.picture = new Picture(world, (id) => store.read((recording) => recording.box(id)))
    this.camera = new Camera(viewport, world)
    this.pointer = new Pointer(this, viewport)
    viewport.addEventListener('keydown', (event) => onKey(this, event))
    world.addEventListener('focusin', ({ target }) => this.#onFocus(/** @type {HTMLElement} */ (target)))
    new ResizeObserver(() => this.camera.follows && this.fit(false)).observe(viewport)
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
    if (this.camera.follows && !this.pointer.isMoving && !this.camera.shows(picture.bounds)) this.fit(this.#recording !== undefined)
    this.#recording = recording
    const { question } = store.state
    // The form that asked is gone, and with it the focus: bring it back to where the gesture began.
    if (this.#question && !question) setTimeout(() => document.activeElement === document.body && this.#focus())
    this.#question = question
  }

  #focus() {
    this.picture.nodes.get(this.active)?.element.focus()
  }

  /** What is the page's and not the heap's: selection, the reference being drawn, what an opened number points at. */
  #mark() {
    const { selection, linking, opened } = this.store.state
    if (!this.picture.nodes.has(this.active)) this.active = this.picture.nodes.keys().next().value ?? 0
    this.host.classList.toggle('linking', linking !== undefined)
    for (const { id, element, look } of this.picture.nodes.values()) {
      element.tabIndex = id === this.active ? 0 : -1
      element.classList.toggle('selected', selection?.id === id)
      element.classList.toggle('source', linking?.id === id)
      element.setAttribute('aria-selected', String(selection?.id === id && selection.row < 0))
      if (opened?.ids.includes(id)) element.dataset.note = strings.words.counted
      else delete element.dataset.note
      element.toggleAttribute('inert', (look & BOX.GHOST) > 0)
      for (const row of element.querySelectorAll('.row')) {
        const isSelected = selection?.id === id && selection.row === Number(/** @type {HTMLElement} */ (row).dataset.row)
        row.classList.toggle('selected', isSelected)
        row.setAttribute('aria-selected', String(isSelected))
      }
    }
    for (const { id, row, target, line } of this.picture.edges.values()) {
      line.classList.toggle('selected', selection?.id === id && selection.row === row)
      line.classList.toggle('near', selection !== undefined && selection.row < 0 && (selection.id === id || selection.id === target))
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
