// The painter: puts the boxes and references that the engine lends it into the DOM, and moves them gently.
import { BOX, REFERENCE } from '../core.js'
import { strings } from '../strings.js'

const SVG = 'http://www.w3.org/2000/svg'
const DURATION = 240

/**
 * @typedef {import('../types').Box} Box
 * @typedef {import('../types').Painter} Painter
 * @typedef {{ at: number[], from: number[], to: number[] }} Moving what is drawn now, and between what it glides
 * @typedef {{ title: HTMLElement, badges: HTMLElement, rows: HTMLElement, words: HTMLElement }} Parts
 * @typedef {Moving & { id: number, key: number, look: number, refcount: number, gcRefs: number, version: number, box: Box, element: HTMLElement, parts: Parts }} Node
 * @typedef {Moving & { id: number, row: number, target: number, look: number, line: SVGPathElement, hit: SVGPathElement }} Edge
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

/**
 * Only what is different from the last picture is written: with hundreds of boxes the browser's work on the others is
 * what would make a click slow.
 * @implements {Painter}
 */
export class Picture {
  /** By the ids of this recording. @type {Map<number, Node>} */
  nodes = new Map()
  /** The same by the keys that boxes keep while the program is edited. @type {Map<number, Node>} */
  #kept = new Map()
  /** By the keys of both boxes and the row. @type {Map<string, Edge>} */
  edges = new Map()
  /** No object is drawn, and no name. */
  isVacant = true
  /** Boxes whose texts are to be asked for. @type {Set<Node>} */
  #reworded = new Set()
  /** What has another place than in the last picture. @type {Set<Node | Edge>} */
  #moved = new Set()
  /** What is on its way. @type {Set<Node | Edge>} */
  #gliding = new Set()
  #frame = 0

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

  /** @type {import('../types').Painter['boxes']} */
  boxes(ids, geometry, look, counts, version, keys) {
    const before = this.#kept
    this.nodes = new Map()
    this.#kept = new Map()
    const there = new Set(keys)
    for (const { key, element } of before.values()) if (!there.has(key)) element.remove()
    // Reading order is document order; the two layers of references stand around the boxes.
    let next = this.hits.nextElementSibling
    ids.forEach((id, i) => {
      const key = keys[i]
      const node = before.get(key) ?? { ...boxElement(), id: -1, key, look: -1, refcount: -1, gcRefs: -1, version: -1, at: [], from: [], to: [],
        box: { id, kind: 'other', type: '', head: '', rows: [] } }
      this.nodes.set(id, node)
      this.#kept.set(key, node)
      if (node.id !== id) {
        node.id = id
        node.element.dataset.id = String(id)
      }
      this.#move(node, geometry, i)
      if (node.element === next) next = next.nextElementSibling
      else this.world.insertBefore(node.element, next)
      writeLook(node, look[i])
      writeCounts(node, counts[2 * i], counts[2 * i + 1])
      if (node.version !== version[i]) this.#reworded.add(node)
      node.version = version[i]
    })
  }

  /** @type {import('../types').Painter['references']} */
  references(ends, curve, look) {
    const before = this.edges
    this.edges = new Map()
    look.forEach((bits, i) => {
      const [id, row, target] = [ends[3 * i], ends[3 * i + 1], ends[3 * i + 2]]
      const key = `${this.nodes.get(id)?.key}:${row}:${this.nodes.get(target)?.key}`
      const edge = before.get(key) ?? { id, row, target, look: -1, line: path(this.lines), hit: path(this.hits), at: [], from: [], to: [] }
      before.delete(key)
      this.edges.set(key, edge)
      if (edge.look < 0 || edge.id !== id || edge.target !== target) edge.hit.dataset.key = `${id}:${row}:${target}`
      Object.assign(edge, { id, target })
      this.#move(edge, curve, i)
      if (edge.look === bits) return
      edge.look = bits
      edge.line.setAttribute('class', ['reference', bits & REFERENCE.WEAK && 'weak', bits & REFERENCE.CHANGED && 'changed',
        bits & REFERENCE.GHOST && 'ghost', bits & REFERENCE.SUBTRACTED && 'subtracted'].filter(Boolean).join(' '))
    })
    for (const { line, hit } of before.values()) {
      line.remove()
      hit.remove()
    }
  }

  /**
   * What is new stands at its place at once, the rest goes there in `finish`.
   * @param {Node | Edge} one
   * @param {Float32Array} places
   * @param {number} i
   */
  #move(one, places, i) {
    const size = 'element' in one ? 4 : 8
    const isNew = !one.to.length
    if (!isNew && one.to.every((value, n) => value === places[size * i + n])) return
    one.to = [...places.subarray(size * i, size * i + size)]
    if (isNew) show(one, one.to)
    else this.#moved.add(one)
  }

  /**
   * After the paint: what could not be asked for during it, and the way to the new places.
   * @param {boolean} glide
   */
  finish(glide) {
    /** @type {Map<Node, import('../types').Row[]>} */
    const before = new Map()
    /** By their keys, as are the targets of rows in here. @type {Set<number>} */
    const renamed = new Set()
    for (const node of this.#reworded) {
      const { box } = node
      node.box = this.text(node.id) ?? box
      for (const row of node.box.rows) if (row.target >= 0) row.target = this.nodes.get(row.target)?.key ?? Infinity
      before.set(node, box.rows)
      if (node.box.head !== box.head) renamed.add(node.key)
    }
    // Rows say, to those who do not see the arrows, what they refer to.
    for (const { id, target } of renamed.size ? this.edges.values() : []) {
      const [from, to] = [this.nodes.get(id), this.nodes.get(target)]
      if (from && to && renamed.has(to.key)) this.#reworded.add(from)
    }
    for (const node of this.#reworded) this.#write(node, before.get(node) ?? node.box.rows, renamed)
    this.#reworded.clear()
    this.isVacant = [...this.nodes.values()].every(({ look, box }) => look & BOX.NAMESPACE && !box.rows.length)
    if (this.#moved.size) this.#glide(glide)
  }

  /** @param {boolean} glide */
  #glide(glide) {
    for (const one of this.#moved) this.#gliding.add(one)
    this.#moved.clear()
    for (const one of this.#gliding) one.from = one.at
    cancelAnimationFrame(this.#frame)
    const start = performance.now()
    const tick = (/** @type {number} */ now) => {
      const t = glide ? Math.min(1, Math.max(0, now - start) / DURATION) : 1
      const eased = 1 - (1 - t) ** 3
      for (const one of this.#gliding) show(one, t === 1 ? one.to : one.from.map((value, i) => value + (one.to[i] - value) * eased))
      if (t < 1) this.#frame = requestAnimationFrame(tick)
      else this.#gliding.clear()
    }
    tick(start)
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

  /**
   * What is different of the texts in a box.
   * @param {Node} node
   * @param {import('../types').Row[]} before
   * @param {Set<number>} renamed
   */
  #write({ element, look, parts: { title, rows: group }, box: { head, rows, kind } }, before, renamed) {
    writeClass(element, look, kind)
    if (title.textContent !== head) title.textContent = head
    rows.forEach((row, i) => {
      const old = before[i]
      if (!old) group.append(this.#row(row, i))
      else if (row.label !== old.label || row.text !== old.text || row.target !== old.target || row.weak !== old.weak || renamed.has(row.target)) {
        replace(group.children[i], this.#row(row, i))
      }
    })
    while (group.children.length > rows.length) group.lastElementChild?.remove()
    if (rows.length) group.setAttribute('role', 'group')
    else group.removeAttribute('role')
  }

  /** @param {import('../types').Row} row @param {number} index */
  #row({ label, text, target, weak }, index) {
    const row = tag('div', `row${target >= 0 ? ' refers' : text === 'None' ? ' empty' : ''}${weak ? ' weak' : ''}`,
      label ? tag('span', 'label', label) : hidden(strings.anItem), tag('span', `value ${valueType(text)}`, text),
      hidden(target >= 0 ? strings.refersTo(this.#kept.get(target)?.box.head ?? '', weak) : ''), tag('span', 'port'))
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

/** @param {Node} node @param {number} look */
function writeLook(node, look) {
  if (node.look === look) return
  node.look = look
  writeClass(node.element, look, node.box.kind)
  node.element.inert = (look & BOX.GHOST) > 0
  // What the picture says by place or shape is said in hidden words: a box's name for screen readers is its content.
  const [first = '', ...rest] = states(look)
  node.parts.words.replaceChildren(first, hidden(rest.join(', ')))
}

/** @param {HTMLElement} element @param {number} look @param {string} kind */
function writeClass(element, look, kind) {
  element.className = ['box', kind, ...LOOKS.filter(([bit]) => look & bit).map(([, name]) => name)].join(' ')
}

/** @param {Node} node @param {number} refcount @param {number} gcRefs */
function writeCounts(node, refcount, gcRefs) {
  if (node.refcount === refcount && node.gcRefs === gcRefs) return
  Object.assign(node, { refcount, gcRefs })
  node.parts.badges.replaceChildren(
    ...gcRefs < 0 ? [] : [tag('span', 'badge gc-refs', tag('small', '', 'gc'), hidden('_refs'), ` ${gcRefs}`)],
    ...refcount >= 0 ? [tag('span', 'badge refcount', hidden(strings.refcountWord), `${refcount}`)]
      : refcount === -2 ? [tag('span', 'badge refcount', strings.immortal, hidden(strings.immortalLong))] : [])
}

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

function boxElement() {
  const element = tag('div', 'box')
  element.tabIndex = -1
  element.setAttribute('role', 'treeitem')
  element.setAttribute('aria-selected', 'false')
  const parts = { title: tag('span', 'title'), badges: tag('span', 'badges'), rows: tag('div', 'rows'), words: tag('div', 'words') }
  element.append(tag('div', 'head', parts.title, parts.badges), parts.rows, parts.words, tag('span', 'handle'))
  return { element, parts }
}

/** The focus stays where it was. @param {Element} old @param {HTMLElement} element */
function replace(old, element) {
  const isFocused = old.matches(':focus')
  old.replaceWith(element)
  if (isFocused) element.focus()
}

/** @param {Node | Edge} one @param {number[]} at where it is drawn */
function show(one, at) {
  one.at = at
  if ('element' in one) place(one)
  else draw(one)
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
