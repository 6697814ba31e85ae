// The picture by keyboard alone. These keys work only while the picture has the focus.
import * as gestures from '../gestures.js'
import { openMenu } from './menu.js'

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const NUDGE = 20

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {KeyboardEvent} event
 */
export function onKey(canvas, event) {
  if (event.ctrlKey || event.metaKey) return
  const { store, camera } = canvas
  const focused = /** @type {HTMLElement} */ (event.target)
  const row = focused.closest('.row')
  const arrow = ARROWS[event.key]
  /** @type {Record<string, () => void>} */
  const keys = {
    Enter: () => store.state.linking ? canvas.choose(canvas.active) : enter(focused),
    ' ': () => canvas.choose(canvas.active),
    Escape: () => store.state.linking || !row ? gestures.cancel(store) : box(canvas, canvas.active)?.focus(),
    Delete: () => gestures.removeSelected(store),
    Backspace: () => gestures.removeSelected(store),
    n: () => openMenu(canvas.host, 'add-menu', () => canvas.focus({ id: canvas.active, row: -1 })),
    l: () => gestures.startLink(store),
    c: () => gestures.collect(store),
    ',': () => store.step(-1),
    '.': () => store.step(1),
    '+': () => camera.zoom(1.25),
    '-': () => camera.zoom(0.8),
    0: () => canvas.fit(),
  }
  const action = arrow ? () => row ? moveInSlots(row, arrow[1]) : event.altKey ? nudge(canvas, arrow) : moveTo(canvas, arrow)
    : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!action) return
  event.preventDefault()
  action()
}

/** @param {import('./canvas.js').Canvas} canvas @param {number} id */
const box = (canvas, id) => canvas.picture.nodes.get(id)?.element

/** @param {HTMLElement} focused */
const enter = (focused) => /** @type {HTMLElement | null} */ (focused.querySelector('.row'))?.focus()

/** @param {Element} row @param {number} by */
function moveInSlots(row, by) {
  const next = by > 0 ? row.nextElementSibling : by < 0 ? row.previousElementSibling : null
  if (next) /** @type {HTMLElement} */ (next).focus()
}

/** Alt and an arrow: the box itself moves. @param {import('./canvas.js').Canvas} canvas @param {[number, number]} arrow */
function nudge({ store, picture, active }, [dx, dy]) {
  const node = picture.nodes.get(active)
  if (node) store.pin(active, node.to[0] + dx * NUDGE, node.to[1] + dy * NUDGE)
}

/** To the nearest box in that direction. @param {import('./canvas.js').Canvas} canvas @param {[number, number]} arrow */
function moveTo(canvas, [dx, dy]) {
  const { nodes } = canvas.picture
  const here = nodes.get(canvas.active)
  if (!here) return
  const middle = (/** @type {number[]} */ [x, y, width, height]) => [x + width / 2, y + height / 2]
  const [x, y] = middle(here.to)
  let best
  let shortest = Infinity
  for (const node of nodes.values()) {
    const [nx, ny] = middle(node.to)
    const along = (nx - x) * dx + (ny - y) * dy
    const across = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx)
    const distance = along + 2 * across
    if (along > 1 && distance < shortest && node !== here && !node.element.inert) [best, shortest] = [node, distance]
  }
  best?.element.focus()
}
