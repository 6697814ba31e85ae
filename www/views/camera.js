// Where the visitor looks: one CSS transform on the world, moved by wheel, drag, pinch and keys.

const [SMALLEST, LARGEST] = [0.15, 3]
/** Fitting never makes text smaller or larger than can be read with ease. */
const [FIT_SMALLEST, FIT_LARGEST] = [0.6, 1.15]
const MARGIN = 36
/** Above a picture with so much height there is room for what floats at the top. */
const [HEAD, TALL] = [40, 320]

export class Camera {
  x = MARGIN
  y = MARGIN
  scale = 1
  /** The picture is kept in view until the visitor moves it. */
  follows = true

  /**
   * @param {HTMLElement} viewport
   * @param {HTMLElement} world
   * @param {() => void} onResize
   */
  constructor(viewport, world, onResize) {
    this.viewport = viewport
    /** Known without asking the layout, which would have to be made for it; none until the first one is. */
    this.size = { width: 0, height: 0 }
    new ResizeObserver(() => {
      this.size = { width: viewport.clientWidth, height: viewport.clientHeight }
      onResize()
    }).observe(viewport)
    this.world = world
    viewport.addEventListener('wheel', this.#onWheel, { passive: false })
  }

  /** From the coordinates of a pointer to those of the layout. @param {{ clientX: number, clientY: number }} point */
  toWorld({ clientX, clientY }) {
    const { left, top } = this.viewport.getBoundingClientRect()
    return { x: (clientX - left - this.x) / this.scale, y: (clientY - top - this.y) / this.scale }
  }

  /** @param {number} dx @param {number} dy CSS pixels of the screen */
  pan(dx, dy) {
    this.follows = false
    this.#move(this.x + dx, this.y + dy, this.scale)
  }

  /**
   * @param {number} factor
   * @param {{ clientX: number, clientY: number }} [centre] what stays in place; the middle if left out
   */
  zoom(factor, centre) {
    this.follows = false
    const { left, top, width, height } = this.viewport.getBoundingClientRect()
    const [cx, cy] = centre ? [centre.clientX - left, centre.clientY - top] : [width / 2, height / 2]
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor))
    const ratio = scale / this.scale
    this.#move(cx - (cx - this.x) * ratio, cy - (cy - this.y) * ratio, scale)
  }

  /**
   * Shows the whole of a rectangle, or if that would be too small to read, its top left.
   * @param {{ left: number, top: number, right: number, bottom: number }} bounds
   * @param {boolean} [glide]
   */
  fit({ left, top, right, bottom }, glide = true) {
    const { width, height } = this.size
    if (!width || right <= left) return
    this.follows = true
    const head = height > TALL ? HEAD : 0
    const room = Math.min((width - 2 * MARGIN) / (right - left), (height - head - 2 * MARGIN) / (bottom - top))
    const scale = Math.min(FIT_LARGEST, Math.max(FIT_SMALLEST, room))
    const centred = (/** @type {number} */ size, /** @type {number} */ start, /** @type {number} */ end) =>
      Math.max(MARGIN / 2, (size - (end - start) * scale) / 2) - start * scale
    this.world.classList.toggle('gliding', glide)
    this.#move(centred(width, left, right), head + centred(height - head, top, bottom), scale)
  }

  /**
   * Whether a rectangle of the layout can be seen whole.
   * @param {{ left: number, top: number, right: number, bottom: number }} bounds
   */
  shows({ left, top, right, bottom }) {
    const { width, height } = this.size
    return left * this.scale + this.x >= 0 && top * this.scale + this.y >= 0
      && right * this.scale + this.x <= width && bottom * this.scale + this.y <= height
  }

  /** @param {number} x @param {number} y @param {number} scale */
  #move(x, y, scale) {
    if (!this.follows) this.world.classList.remove('gliding')
    Object.assign(this, { x, y, scale })
    this.world.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
    this.world.classList.toggle('far', scale < 0.35)
  }

  /** @param {WheelEvent} event */
  #onWheel = (event) => {
    const isZoom = event.ctrlKey || event.metaKey
    // Where the page itself scrolls, a wheel over the picture must not hold it up.
    if (!isZoom && document.documentElement.scrollHeight > innerHeight) return
    event.preventDefault()
    if (isZoom) this.zoom(Math.exp(-event.deltaY * 0.004), event)
    else if (event.shiftKey && !event.deltaX) this.pan(-event.deltaY, 0)
    else this.pan(-event.deltaX, -event.deltaY)
  }
}
