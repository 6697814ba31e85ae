// The picture by mouse, pen and touch: pan, pinch, move a box, draw a reference.
import { BOX } from '../core.js'
import * as gestures from '../gestures.js'
import { openMenu } from './menu.js'

/** A press becomes a drag after this many CSS pixels. */
const SLACK = 5

/**
 * @typedef {{ kind: 'pan' } | { kind: 'move', from: import('../types').Selection, dx: number, dy: number }
 *   | { kind: 'link', from: import('../types').Selection } | { kind: 'reference', from: import('../types').Selection }} Drag
 */

export class Pointer {
  /** @type {Map<number, PointerEvent>} */
  #down = new Map()
  /** @type {Drag | undefined} */
  #drag
  #hasMoved = false

  /**
   * @param {import('./canvas.js').Canvas} canvas
   * @param {HTMLElement} viewport
   */
  constructor(canvas, viewport) {
    this.canvas = canvas
    this.viewport = viewport
    viewport.addEventListener('pointerdown', this.#onDown)
    viewport.addEventListener('pointermove', this.#onMove)
    viewport.addEventListener('pointerup', this.#onUp)
    viewport.addEventListener('pointercancel', this.#onCancel)
    // What gets the focus is decided in #onDown.
    viewport.addEventListener('mousedown', (event) => event.preventDefault())
    viewport.addEventListener('dblclick', (event) => this.#boxAt(event) ?? openMenu(viewport, 'add-menu'))
    this.rubber = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    this.rubber.setAttribute('class', 'rubber')
    canvas.picture.lines.append(this.rubber)
  }

  get isDown() {
    return this.#down.size > 0
  }

  /** A box is being moved: it follows the pointer without delay. */
  get isMoving() {
    return this.#drag?.kind === 'move' && this.#hasMoved
  }

  /** @param {PointerEvent} event */
  #onDown = (event) => {
    if (event.button !== 0) return
    this.#down.set(event.pointerId, event)
    this.viewport.setPointerCapture(event.pointerId)
    if (this.#down.size > 1) {
      this.#endDrag()
      return
    }
    this.#hasMoved = false
    this.#drag = this.#start(event)
    if (this.#drag.kind !== 'pan') this.canvas.focus(this.#drag.from)
  }

  /** What a press on this spot begins. @param {PointerEvent} event @returns {Drag} */
  #start(event) {
    const target = /** @type {Element} */ (event.target)
    const key = target.closest('.hits path')?.getAttribute('data-key')
    if (key) {
      const [id, row] = key.split(':').map(Number)
      return { kind: 'reference', from: { id, row } }
    }
    const box = /** @type {HTMLElement | null} */ (target.closest('.box'))
    if (!box) return { kind: 'pan' }
    const id = Number(box.dataset.id)
    const isPort = target.closest('.port, .handle') !== null
    // A slot that holds a plain value is part of its box for the pointer, unless it is taken by its port.
    const slot = /** @type {HTMLElement | null} */ (target.closest(isPort ? '.row' : '.row:is(.refers, .empty), .namespace .row'))
    const from = { id, row: Number(slot?.dataset.row ?? -1) }
    if (isPort) return { kind: 'link', from }
    const at = this.canvas.camera.toWorld(event)
    const [x, y] = this.canvas.picture.nodes.get(id)?.to ?? [0, 0]
    return { kind: 'move', from, dx: at.x - x, dy: at.y - y }
  }

  /** @param {PointerEvent} event */
  #onMove = (event) => {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    const { camera, store, picture } = this.canvas
    if (this.#down.size === 2) {
      const other = /** @type {PointerEvent} */ ([...this.#down.values()].find(({ pointerId }) => pointerId !== event.pointerId))
      const spread = (/** @type {PointerEvent} */ one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
      camera.pan((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2)
      camera.zoom(spread(event) / Math.max(1, spread(before)),
        { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 })
      this.#down.set(event.pointerId, event)
      return
    }
    const drag = this.#drag
    if (!drag) return
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY]
    if (!this.#hasMoved && Math.hypot(dx, dy) < SLACK) return
    this.#hasMoved = true
    const at = camera.toWorld(event)
    if (drag.kind === 'pan') {
      camera.pan(dx, dy)
      this.#down.set(event.pointerId, event)
    } else if (drag.kind === 'move') {
      store.pin(drag.from.id, at.x - drag.dx, at.y - drag.dy)
    } else {
      if (!store.state.linking) gestures.startLink(store, drag.from)
      const box = picture.nodes.get(drag.from.id)
      const rowHeight = store.core.metrics.rowHeight
      if (!box) return
      const [x, y, width] = box.to
      const start = drag.from.row < 0 ? y + store.core.metrics.headHeight / 2
        : y + store.core.metrics.headHeight + (drag.from.row + 0.5) * rowHeight
      const bend = Math.max(30, Math.abs(at.x - x - width) / 2)
      this.rubber.setAttribute('d', `M${x + width} ${start}C${x + width + bend} ${start} ${at.x - bend} ${at.y} ${at.x} ${at.y}`)
      this.#hover(this.#boxAt(event))
    }
  }

  /** @param {PointerEvent} event */
  #onUp = (event) => {
    const drag = this.#drag
    const isLast = this.#down.size === 1
    this.#down.delete(event.pointerId)
    if (!drag || !isLast) return
    const { canvas } = this
    const box = this.#boxAt(event)
    if (drag.kind === 'link' || drag.kind === 'reference') {
      const id = box && Number(box.dataset.id)
      if (this.#hasMoved && id !== undefined) gestures.finishLink(canvas.store, id)
      else if (this.#hasMoved) gestures.cancel(canvas.store)
      else if (drag.kind === 'reference') canvas.choose(drag.from.id, drag.from.row)
      else if (canvas.store.state.linking) canvas.choose(drag.from.id)
      else {
        canvas.store.select(drag.from)
        gestures.startLink(canvas.store, drag.from)
      }
    } else if (!this.#hasMoved) {
      if (drag.kind === 'pan') {
        gestures.cancel(canvas.store)
        canvas.store.select(undefined)
      } else canvas.choose(drag.from.id, drag.from.row)
    }
    this.#endDrag()
  }

  #onCancel = () => {
    this.#down.clear()
    this.#endDrag()
  }

  #endDrag() {
    this.#drag = undefined
    this.rubber.removeAttribute('d')
    this.#hover(undefined)
  }

  /** The box under the pointer, ghosts left out. @param {MouseEvent} event */
  #boxAt({ clientX, clientY }) {
    const root = /** @type {Document | ShadowRoot} */ (this.viewport.getRootNode())
    const element = root.elementsFromPoint(clientX, clientY).find((one) => one.closest('.box'))
    const box = /** @type {HTMLElement | null | undefined} */ (element?.closest('.box'))
    const look = this.canvas.picture.nodes.get(Number(box?.dataset.id))?.look ?? BOX.GHOST
    return box && !(look & BOX.GHOST) ? box : undefined
  }

  /** @param {HTMLElement | undefined} box */
  #hover(box) {
    this.viewport.querySelector('.target')?.classList.remove('target')
    box?.classList.add('target')
  }
}
