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
  /** @type {import('./picture.js').Node | undefined} */
  #active
  /** What is drawn. @type {{ recording?: import('../types').Recording, position?: number, arranged?: number }} */
  #drawn = {}
  #isDue = false
  /** What #mark() has marked. @type {Set<Element>} */
  #marked = new Set()
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
    store.subscribe(() => this.#request())
    this.#update()
  }

  /** The box that the Tab key comes to. */
  get active() {
    return this.#active?.id ?? 0
  }

  get #hasFocus() {
    return this.picture.world.contains(/** @type {Document | ShadowRoot} */ (this.host.getRootNode()).activeElement)
  }

  /** A gesture changes the store's state more than once, and is drawn once. */
  #request() {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#isDue && this.#update())
  }

  fit(glide = true) {
    if (this.#isDue) this.#update()
    this.camera.fit(this.picture.bounds, glide && !prefersStill())
  }

  #update() {
    this.#isDue = false
    const { store, picture } = this
    const { recording, arranged } = store.state
    if (!recording) return
    const isFirst = !this.#drawn.recording
    const hadFocus = this.#hasFocus
    const { position } = recording
    if (recording !== this.#drawn.recording || position !== this.#drawn.position || arranged !== this.#drawn.arranged) {
      this.#drawn = { recording, position, arranged }
      store.read((one) => one.paint(picture))
      picture.finish(!isFirst && !prefersStill() && !this.pointer.isMoving)
      this.host.classList.toggle('vacant', picture.isVacant)
      if (this.camera.follows && !this.pointer.isMoving && !this.camera.shows(picture.bounds)) this.fit(!isFirst)
    }
    this.#mark()
    // What had the focus may be gone.
    if (hadFocus && !this.#hasFocus) this.focus({ id: this.active, row: -1 })
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
    if (selection && !linking) this.#active = nodes.get(selection.id)
    if (!this.#active || nodes.get(this.active) !== this.#active) this.#active = nodes.values().next().value
    this.host.classList.toggle('linking', linking !== undefined)
    for (const element of this.#marked) {
      element.classList.remove('selected', 'source', 'near', 'traced', 'chain', ...Object.keys(strings.why.marks))
      for (const mark of ['data-note', 'data-trace', 'data-doom']) element.removeAttribute(mark)
      if (element instanceof HTMLElement) element.tabIndex = -1
      if (element.ariaSelected) element.ariaSelected = 'false'
    }
    this.#marked.clear()
    const active = this.#element(this.active)
    if (active) active.tabIndex = 0
    if (linking) this.#element(linking.id)?.classList.add('source')
    for (const id of opened?.ids ?? []) this.#element(id)?.setAttribute('data-note', strings.words.counted)
    for (const { ids } of marking ? garbage(this.store)?.freed ?? [] : []) {
      for (const id of ids) this.#element(id)?.setAttribute('data-doom', strings.words.doomed)
    }
    markDifferences(this.picture, comparing ? differences(this.store)?.main : undefined)
    if (!selection) return
    this.#trace()
    const { id, row } = selection
    this.#element(id)?.classList.add('selected')
    const chosen = this.#element(id, row)
    chosen?.classList.add('selected')
    if (chosen) chosen.ariaSelected = 'true'
    for (const edge of edges.values()) {
      if (row < 0 ? edge.id === id || edge.target === id : edge.id === id && edge.row === row) this.#line(edge, row < 0 ? 'near' : 'selected')
    }
  }

  /** What the answers about the selection point out. */
  #trace() {
    const { marks, references } = traced(this.store)
    for (const [id, mark] of marks) {
      const box = this.#element(id)
      box?.classList.add('traced', mark)
      box?.setAttribute('data-trace', strings.why.marks[/** @type {keyof typeof strings.why.marks} */ (mark)])
    }
    for (const [key, mark] of references) {
      const [id, row] = key.split(':').map(Number)
      this.#element(id, row)?.classList.add('traced', mark)
    }
    for (const edge of references.size ? this.picture.edges.values() : []) {
      const mark = references.get(`${edge.id}:${edge.row}`)
      if (mark) this.#line(edge, 'traced', mark)
    }
  }

  /** A box or one of its rows, which is going to be marked. @param {number} id @param {number} [row] @returns {HTMLElement | undefined} */
  #element(id, row = -1) {
    const node = this.picture.nodes.get(id)
    const element = row < 0 ? node?.element : /** @type {HTMLElement | undefined} */ (node?.parts.rows.children[row])
    if (element) this.#marked.add(element)
    return element
  }

  /** @param {import('./picture.js').Edge} edge @param {string[]} marks */
  #line({ line }, ...marks) {
    this.#marked.add(line)
    line.classList.add(...marks)
  }

  /** @param {HTMLElement} target */
  #onFocus(target) {
    const id = Number(/** @type {HTMLElement} */ (target.closest('.box')).dataset.id)
    const node = this.picture.nodes.get(id)
    this.#active = node
    if (this.store.state.linking) this.#mark()
    else this.store.select({ id, row: Number(target.dataset.row ?? -1) })
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
