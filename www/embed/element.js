// <gc-playground>: a program and its heap in anybody's page. At first it is its text and a still picture; what draws and
// runs it (live.js, and the engine) is fetched when the reader comes near or touches it, once for all of a page.
import { fetchEngine, forgetEngine } from '../engine-file.js'
import { LONGEST_PROGRAM } from '../limits.js'
import { strings } from '../strings.js'
import tokens from '../styles/tokens.css?inline'
import { dedent } from './dedent.js'
import light from './light.css?inline'
import { observeTheme, themeAround } from './theme.js'

/** This many CSS pixels before it comes into sight, it starts. */
const NEAR = '400px'

/** What can be shown, by the words of the attribute `controls`. */
export const CONTROLS = /** @type {const} */ (['program', 'edit', 'step', 'collect', 'numbers', 'log'])
/** @typedef {typeof CONTROLS[number]} Control */
const DEFAULT_CONTROLS = 'program step collect log'

/**
 * @typedef {object} StepDetail of the event `gc-step`
 * @property {number} position in events
 * @property {number} length
 * @property {number} line
 * @property {string} caption
 *
 * @typedef {import('../types').Collection} CollectDetail of the event `gc-collect`: the result, itemised
 */

/**
 * A Python program and its heap. The program is the element's content, best in a `<pre>`.
 *
 * @tag gc-playground
 * @attr {string} src - The address of a program, in the place of the content.
 * @attr {string} scenario - One of the page's own programs, in the place of the content.
 * @attr {string} python - The version, such as `3.13`; the newest if left out.
 * @attr {string} at - Where it stands at first: a line, `start`, `end`, `collection` (the first one knows its garbage), or a
 *   place as links have it.
 * @attr {string} controls - Some of `program edit step collect numbers log`.
 * @attr {'light' | 'dark' | 'contrast'} theme - As the page around it if left out.
 * @attr {number} height - Of the picture, in CSS pixels.
 * @attr {boolean} predict - The reader is asked for the result before a collection is shown.
 * @attr {string} poster - The address of a still picture that is shown at first.
 * @attr {string} home - The address of the page that “Open in gc-playground” leads to; empty for no such link. Where a
 *   bundler takes the script apart, it has to be said.
 * @slot - The program.
 * @slot poster - A still picture that is shown at first.
 * @fires {CustomEvent<StepDetail>} gc-step - The figure stands elsewhere. Bubbles, as all of them do.
 * @fires {CustomEvent<CollectDetail>} gc-collect - A collection is done; the detail is its result, itemised.
 * @fires {CustomEvent<{ message: string }>} gc-error - The figure could not be brought to life.
 * @csspart frame - All of it.
 * @csspart program
 * @csspart picture
 * @csspart tools
 * @csspart question
 * @csspart numbers
 * @csspart steps
 * @csspart log
 * @csspart footer
 * @csspart start - The button of a figure that is not alive yet.
 * @csspart poster
 * @cssprop --paper - The ground of the picture.
 * @cssprop --surface - The ground of boxes and panels.
 * @cssprop --ink - Text.
 * @cssprop --accent - References and what can be pressed.
 * @cssprop --garbage - What no name reaches.
 * @cssprop --sans - The face of words.
 * @cssprop --mono - The face of the program.
 * @cssprop --radius - Of the corners.
 */
export class GcPlayground extends HTMLElement {
  static observedAttributes = ['src', 'scenario', 'python', 'at', 'controls', 'theme', 'height', 'predict', 'poster', 'home']

  /** @type {Promise<import('./live.js').Live> | undefined} */
  #live
  /** @type {import('./live.js').Live | undefined} */
  #running
  /** @type {IntersectionObserver | undefined} */
  #observer
  /** @type {(() => void) | undefined} */
  #unobserveTheme
  /** @type {string | undefined} what was set by script, or came from `src` or `scenario` */
  #program

  constructor() {
    super()
    // Not as attributes, which a framework that compares the page with what its server wrote would report.
    Object.assign(this.attachInternals(), { role: 'group', ariaLabel: strings.embed.label })
    const root = this.attachShadow({ mode: 'open', delegatesFocus: false })
    root.adoptedStyleSheets = [lightSheet()]
    root.innerHTML = '<div class="frame" part="frame"><div class="light"><div class="text" part="program" tabindex="0"><slot></slot></div>'
      + '<div class="still" part="picture"><slot name="poster"></slot><button class="start" part="start" type="button"></button></div></div></div>'
    this.#find('.start').textContent = `▶ ${strings.embed.start}`
    this.#find('.light').addEventListener('pointerdown', this.#onWanted)
    this.#find('.start').addEventListener('click', this.#onWanted)
  }

  connectedCallback() {
    this.#observer = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#onWanted(), { rootMargin: NEAR })
    this.#observer.observe(this)
    this.#unobserveTheme = observeTheme(() => this.#showTheme())
    this.#showTheme()
    this.#showPoster()
    this.#showRoom()
  }

  disconnectedCallback() {
    this.#observer?.disconnect()
    this.#unobserveTheme?.()
    // An element that is only moved comes back at once, and goes on.
    queueMicrotask(() => this.isConnected || this.#stop())
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (before === value) return
    if (name === 'theme') this.#showTheme()
    else if (name === 'poster') this.#showPoster()
    else if (name === 'height') this.#showHeight(value)
    else if (name === 'controls' || name === 'predict') this.#showRoom()
    else if (name === 'src' || name === 'scenario') this.#program = undefined
    this.#live?.then((live) => live.onAttribute(name), () => {})
  }

  /** The program as it is now. Setting it runs it. */
  get program() {
    return this.#running?.store.state.program ?? this.#program ?? contentOf(this)
  }

  set program(text) {
    this.#program = String(text)
    this.#live?.then((live) => live.open(String(text)), () => {})
  }

  /** The version of Python, such as `3.13`; the newest if it is not said. */
  get python() {
    return this.getAttribute('python') ?? ''
  }

  set python(version) {
    this.setAttribute('python', version)
  }

  /** Which controls there are: some of {@link CONTROLS}. */
  get controls() {
    const words = (this.getAttribute('controls') ?? DEFAULT_CONTROLS).split(/\s+/)
    return new Set(CONTROLS.filter((one) => words.includes(one)))
  }

  // React sets what is a property, and an error here takes its whole page down.
  set controls(words) {
    this.setAttribute('controls', typeof words === 'string' ? words : [...words].join(' '))
  }

  /**
   * Loads what is needed and runs the program anew, from the element's content or attributes.
   * @returns {Promise<import('../types').Diagnostic[]>} what was wrong with it
   */
  async run() {
    const live = await this.#start()
    return live.open(await this.load())
  }

  /** Some steps on, or with a negative number back. @param {number} [steps] */
  async step(steps = 1) {
    const live = await this.#start()
    live.store.step(steps)
  }

  /** Goes to what the attribute `at` can name. @param {number | string} to */
  async seek(to) {
    const live = await this.#start()
    live.seek(String(to))
  }

  /**
   * Writes `gc.collect()` behind the line where the picture stands, and goes there.
   * @param {number} [generation]
   * @returns {Promise<CollectDetail | undefined>} its result, itemised
   */
  async collect(generation) {
    const live = await this.#start()
    return live.collect(generation)
  }

  /** The program that the author wrote, from wherever the attributes say. */
  async load() {
    if (this.#program !== undefined) return this.#program
    const [src, scenario] = [this.getAttribute('src'), this.getAttribute('scenario')]
    if (src) {
      const response = await fetch(new URL(src, this.baseURI))
      if (!response.ok) throw new ProgramError(strings.embed.noProgram(src))
      this.#program = await response.text()
    } else if (scenario) {
      const { scenarios } = await import('../scenarios/index.js')
      const found = scenarios.find(({ id }) => id === scenario)
      if (!found) throw new ProgramError(strings.embed.noProgram(scenario))
      this.#program = found.program
    }
    return this.#program ?? contentOf(this)
  }

  /** The reader is near. A failure is told in the figure itself. */
  #onWanted = () => {
    this.#start().catch(() => {})
  }

  /** @returns {Promise<import('./live.js').Live>} */
  #start() {
    this.#observer?.disconnect()
    return (this.#live ??= this.#load())
  }

  async #load() {
    const frame = this.#find('.frame')
    frame.ariaBusy = 'true'
    try {
      // The engine is asked for at once, and not by the scripts that start it when they are there, who tell if it fails.
      fetchEngine().catch(forgetEngine)
      const engine = import('../core.js').then(({ load }) => load())
      const [{ Live }, program] = await Promise.all([import('./live.js'), this.load(), engine])
      if (program.length > LONGEST_PROGRAM) throw new ProgramError(strings.embed.tooLong)
      return (this.#running = await Live.start(this, frame, program))
    } catch (error) {
      this.#live = undefined
      this.#fail(error)
      throw error
    } finally {
      frame.ariaBusy = null
    }
  }

  /** The program stays readable, with a word about what went wrong. @param {unknown} error */
  #fail(error) {
    const start = this.#find('.start')
    const message = error instanceof ProgramError ? error.message : strings.embed.loadFailed
    start.textContent = `${message} ${strings.embed.again}`
    this.dispatchEvent(new CustomEvent('gc-error', { bubbles: true, composed: true, detail: { message } }))
  }

  #stop() {
    this.#live?.then((live) => live.stop(), () => {})
    this.#live = this.#running = undefined
  }

  #showTheme() {
    const theme = this.getAttribute('theme')
    this.#find('.frame').style.colorScheme = theme === 'light' || theme === 'dark' ? theme : themeAround(this)
  }

  #showPoster() {
    const poster = this.getAttribute('poster')
    const slot = this.#find('slot[name=poster]')
    if (!poster) return slot.replaceChildren()
    const image = Object.assign(document.createElement('img'), { src: new URL(poster, this.baseURI).href, alt: '', loading: 'lazy' })
    image.setAttribute('part', 'poster')
    slot.replaceChildren(image)
  }

  /** What will be there is left room for. */
  #showRoom() {
    const frame = this.#find('.frame')
    frame.dataset.controls = [...this.controls].join(' ')
    frame.toggleAttribute('data-predict', this.hasAttribute('predict'))
  }

  /** @param {string | null} value */
  #showHeight(value) {
    const height = Number(value)
    const { style } = this.#find('.frame')
    if (value && height >= 80 && height <= 4000) style.setProperty('--height', `${height}px`)
    else style.removeProperty('--height')
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (/** @type {ShadowRoot} */ (this.shadowRoot).querySelector(selector))
  }
}

/** There is no program to run; its message says why and names the rule. */
class ProgramError extends Error {}

/** Words in the content that are a picture or a comment (React writes empty ones) are not the program. @param {HTMLElement} element */
function contentOf(element) {
  const program = element.querySelector(':scope > pre, :scope > script') ?? element
  const texts = program === element ? [...element.childNodes].filter((node) => !(node instanceof Comment || node instanceof Element && node.slot)) : [program]
  return dedent(texts.map((node) => node.textContent ?? '').join(''))
}

/** @type {CSSStyleSheet | undefined} */
let sheet

/** One style sheet for all elements of a page; made by script, which a strict content security policy allows. */
function lightSheet() {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(tokens + light)
  return sheet
}
