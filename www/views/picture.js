// The painter: puts the boxes and references that the engine lends it into the DOM, and moves them gently.
import { BOX, REFERENCE } from '../core.js'
import { strings } from '../strings.js'

const SVG = 'http://www.w3.org/2000/svg'
const DURATION = 240

/**
 * @typedef {import('../types').Box} Box
 * @typedef {import('../types').Painter} Painter
 * @typedef {{ at: number[], from: number[], to: number[] }} Moving what is drawn now, and between what it glides
 * @typedef {Moving & { id: number, look: number, refcount: number, gcRefs: number, version: number, box: Box, element: HTMLElement }} Node
 * @typedef {Moving & { key: string, id: number, row: number, target: number, look: number, line: SVGPathElement, hit: SVGPathElement }} Edge
 */

/**
 * Boxes are as large as the layout says: its sizes are handed to the style sheet.
 * @param {HTMLElement} host
 * @param {import('../types').Metrics} metrics
 */
export function measure(host, metrics) {
  for (const [name, value] of Object.entries(metrics)) {
    host.style.setProperty('--' + name.replace(/[A-Z]/g, (letter) => '-' + letter.toLowerCase()), `${value}px`)
  }
}

/**
 * What differs from the other of two pictures stands above each box.
 * @param {Picture} picture
 * @param {Map<number, import('../differences.js').Difference[]>} [found]
 */
export function markDifferences({ nodes }, found) {
  for (const [id, { element }] of nodes) {
    const kinds = found?.get(id)
    if (kinds) element.setAttribute('data-differs', kinds.map((kind) => strings.compare.kinds[kind]).join(', '))
    else element.removeAttribute('data-differs')
  }
}

/** @implements {Painter} */
export class Picture {
  /** @type {Map<number, Node>} */
  nodes = new Map()
  /** @type {Map<string, Edge>} */
  edges = new Map()
  /** @type {{ node: Node, isReworded: boolean }[]} */
  #stale = []
  /** @type {number[]} */
  #order = []
  #frame = 0
  #started = 0

  /**
   * @param {HTMLElement} world
   * @param {(id: number) => Box | undefined} text asks for what stands in a box
   */
  constructor(world, text) {
    this.world = world
    this.text = text
    this.hits = layer('hits')
    this.lines = layer('references')
    world.append(this.hits, this.lines)
  }

  /** Forgets the boxes' texts, as another recording has others. */
  renew() {
    for (const node of this.nodes.values()) node.version = -1
  }

  /** @type {import('../types').Painter['boxes']} */
  boxes(ids, geometry, look, counts, version) {
    const gone = new Set(this.nodes.keys())
    this.#stale = []
    this.#order = [...ids]
    ids.forEach((id, i) => {
      gone.delete(id)
      const to = [...geometry.subarray(4 * i, 4 * i + 4)]
      let node = this.nodes.get(id)
      if (!node) {
        node = { id, look: -1, refcount: 0, gcRefs: 0, version: -1, element: boxElement(id), at: to, from: to, to,
          box: { id, kind: 'other', type: '', head: '', rows: [] } }
        this.nodes.set(id, node)
        place(node)
      }
      node.to = to
      const [refcount, gcRefs] = counts.subarray(2 * i, 2 * i + 2)
      const isReworded = node.version !== version[i]
      if (isReworded || node.look !== look[i] || node.refcount !== refcount || node.gcRefs !== gcRefs) {
        this.#stale.push({ node, isReworded })
      }
      Object.assign(node, { look: look[i], refcount, gcRefs, version: version[i] })
    })
    for (const id of gone) {
      this.nodes.get(id)?.element.remove()
      this.nodes.delete(id)
    }
  }

  /** @type {import('../types').Painter['references']} */
  references(keys, curve, look) {
    const gone = new Set(this.edges.keys())
    look.forEach((bits, i) => {
      const [id, row, target] = keys.subarray(3 * i, 3 * i + 3)
      const key = `${id}:${row}:${target}`
      gone.delete(key)
      const to = [...curve.subarray(8 * i, 8 * i + 8)]
      let edge = this.edges.get(key)
      if (!edge) {
        edge = { key, id, row, target, look: -1, line: path(this.lines), hit: path(this.hits), at: to, from: to, to }
        edge.hit.dataset.key = key
        this.edges.set(key, edge)
        draw(edge)
      }
      edge.to = to
      if (edge.look !== bits) {
        edge.look = bits
        edge.line.setAttribute('class', ['reference', bits & REFERENCE.WEAK && 'weak', bits & REFERENCE.CHANGED && 'changed',
          bits & REFERENCE.GHOST && 'ghost', bits & REFERENCE.SUBTRACTED && 'subtracted'].filter(Boolean).join(' '))
      }
    })
    for (const key of gone) {
      this.edges.get(key)?.line.remove()
      this.edges.get(key)?.hit.remove()
      this.edges.delete(key)
    }
  }

  /**
   * After the paint: what could not be asked for during it, and the way to the new places.
   * @param {boolean} glide
   */
  finish(glide) {
    for (const { node, isReworded } of this.#stale) if (isReworded) node.box = this.text(node.id) ?? node.box
    for (const { node } of this.#stale) this.#write(node)
    this.#order.forEach((id, i) => {
      // Reading order is document order; the two layers of references stand around the boxes.
      const { element } = /** @type {Node} */ (this.nodes.get(id))
      if (this.world.children[i + 1] !== element) this.world.insertBefore(element, this.world.children[i + 1])
    })
    const all = [...this.nodes.values(), ...this.edges.values()]
    const moved = all.filter(({ at, to }) => at.some((value, i) => value !== to[i]))
    cancelAnimationFrame(this.#frame)
    if (!moved.length) return
    for (const one of moved) one.from = one.at
    this.#started = performance.now()
    const tick = (/** @type {number} */ now) => {
      const t = glide ? Math.min(1, Math.max(0, now - this.#started) / DURATION) : 1
      const eased = 1 - (1 - t) ** 3
      for (const one of moved) {
        one.at = t === 1 ? one.to : one.from.map((value, i) => value + (one.to[i] - value) * eased)
        if ('element' in one) place(one)
        else draw(one)
      }
      if (t < 1) this.#frame = requestAnimationFrame(tick)
    }
    tick(this.#started)
  }

  /** Around everything that is drawn, words under the boxes included. */
  get bounds() {
    const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
    const add = (/** @type {number} */ x, /** @type {number} */ y) => {
      bounds.left = Math.min(bounds.left, x)
      bounds.right = Math.max(bounds.right, x)
      bounds.top = Math.min(bounds.top, y)
      bounds.bottom = Math.max(bounds.bottom, y)
    }
    for (const { to: [x, y, width, height] } of this.nodes.values()) {
      add(x, y)
      add(x + width, y + height + 20)
    }
    for (const { to } of this.edges.values()) {
      // The middle of a Bézier is as far out as these loops come.
      add((to[0] + 3 * to[2] + 3 * to[4] + to[6]) / 8, (to[1] + 3 * to[3] + 3 * to[5] + to[7]) / 8)
    }
    return bounds
  }

  /** @param {Node} node */
  #write({ element, look, refcount, gcRefs, box: { head, rows, kind } }) {
    element.className = ['box', kind, ...LOOKS.filter(([bit]) => look & bit).map(([, name]) => name)].join(' ')
    element.inert = (look & BOX.GHOST) > 0
    const said = states(look)
    // What the picture says by place or shape is said in hidden words: a box's name for screen readers is its content.
    const badges = []
    if (gcRefs >= 0) badges.push(tag('span', 'badge gc-refs', tag('small', '', 'gc'), hidden('_refs'), ` ${gcRefs}`))
    if (refcount >= 0) badges.push(tag('span', 'badge refcount', hidden(strings.refcountWord), `${refcount}`))
    if (refcount === -2) badges.push(tag('span', 'badge refcount', strings.immortal, hidden(strings.immortalLong)))
    const focused = /** @type {HTMLElement | null} */ (element.querySelector(':focus'))?.dataset.row
    const group = tag('div', 'rows', ...rows.map((row, i) => this.#row(row, i)))
    if (rows.length) group.setAttribute('role', 'group')
    element.replaceChildren(tag('div', 'head', tag('span', 'title', head), ...badges), group,
      tag('div', 'words', said[0] ?? '', hidden(said.slice(1).join(', '))), tag('span', 'handle'))
    if (focused) /** @type {HTMLElement | undefined} */ (group.children[Number(focused)])?.focus()
  }

  /** @param {import('../types').Row} row @param {number} index */
  #row({ label, text, target, weak }, index) {
    const row = tag('div', `row${target >= 0 ? ' refers' : text === 'None' ? ' empty' : ''}${weak ? ' weak' : ''}`,
      label ? tag('span', 'label', label) : hidden(strings.anItem), tag('span', `value ${valueType(text)}`, text),
      hidden(target >= 0 ? strings.refersTo(this.nodes.get(target)?.box.head ?? '', weak) : ''), tag('span', 'port'))
    row.dataset.row = String(index)
    row.tabIndex = -1
    row.setAttribute('role', 'treeitem')
    row.setAttribute('aria-selected', 'false')
    return row
  }

}

/** @type {[number, string][]} */
const LOOKS = [[BOX.NAMESPACE, 'namespace'], [BOX.CHANGED, 'changed'], [BOX.FRESH, 'fresh'], [BOX.GHOST, 'ghost'],
  [BOX.UNREACHABLE, 'unreachable'], [BOX.CANDIDATE, 'candidate'], [BOX.TENTATIVE, 'tentative'], [BOX.PINNED, 'pinned']]

/** What a look says in words, for the box, its label and the table. @param {number} look */
export function states(look) {
  const { words } = strings
  return [
    look & BOX.GHOST && words.ghost,
    look & BOX.TENTATIVE && words.tentative,
    look & BOX.UNREACHABLE && words.unreachable,
    look & BOX.CANDIDATE && !(look & BOX.TENTATIVE) && words.candidate,
    look & BOX.FINALIZED && words.finalized,
  ].filter((word) => typeof word === 'string')
}

/** @param {string} text Python for a plain value */
const valueType = (text) => /^[bru]?['"]/.test(text) ? 'string' : /^-?\d/.test(text) ? 'number' : 'keyword'

/** @param {string} name */
function layer(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `layer ${name}`)
  svg.setAttribute('aria-hidden', 'true')
  return svg
}

/** @param {SVGSVGElement} parent */
function path(parent) {
  return parent.appendChild(document.createElementNS(SVG, 'path'))
}

/** @param {number} id */
function boxElement(id) {
  const element = document.createElement('div')
  element.dataset.id = String(id)
  element.tabIndex = -1
  element.setAttribute('role', 'treeitem')
  element.setAttribute('aria-selected', 'false')
  return element
}

/** @param {Node} node */
function place({ element, at: [x, y, width, height] }) {
  element.style.transform = `translate(${x}px, ${y}px)`
  element.style.width = `${width}px`
  element.style.height = `${height}px`
}

/** A curve and its arrowhead, which points along the curve's end. @param {Edge} edge */
function draw({ at: [x0, y0, x1, y1, x2, y2, x3, y3], line, hit }) {
  const angle = Math.atan2(y3 - y2, x3 - x2)
  const barb = (/** @type {number} */ turn) => `${x3 - 8 * Math.cos(angle + turn)} ${y3 - 8 * Math.sin(angle + turn)}`
  const curve = `M${x0} ${y0}C${x1} ${y1} ${x2} ${y2} ${x3} ${y3}`
  line.setAttribute('d', `${curve}M${barb(0.45)}L${x3} ${y3}L${barb(-0.45)}`)
  hit.setAttribute('d', curve)
}

/**
 * @param {string} name
 * @param {string} className
 * @param {(string | Element)[]} children
 */
function tag(name, className, ...children) {
  const element = document.createElement(name)
  element.className = className
  element.append(...children)
  return element
}

/** Words for screen readers only. @param {string} text */
const hidden = (text) => tag('span', 'hidden', text && ` ${text} `)
