// What an embed becomes when it is wanted: the page's own views in the element's shadow tree, around a store of its own.
import { html, nothing, render } from 'lit'
import { load } from '../core.js'
import { collect } from '../edits.js'
import { idle } from '../idle.js'
import { LONGEST_PROGRAM } from '../limits.js'
import { hashOf } from '../links/page.js'
import { parse, positionOf } from '../links/place.js'
import { Store } from '../store.js'
import { strings } from '../strings.js'
import '../views/canvas.js'
import '../views/generations.js'
import '../views/lesson.js'
import '../views/output.js'
import '../views/steps.js'
import '../views/tools.js'
import './listing.js'
import { liveSheets } from './styles.js'

/** Where the page is, from the built chunks as from the sources, unless the build says it; nowhere for the single file. */
const HOME = import.meta.env.VITE_HOME ?? '../'

/** A store that keeps nothing for the next visit, and a program that only its author changes unless readers may. */
class EmbedStore extends Store {
  isFixed = true

  keep() {}

  /** @type {Store['apply']} */
  apply(edit) {
    if (this.isFixed) this.set({ notice: strings.embed.fixed, linking: undefined, question: undefined })
    else super.apply(edit)
  }

  /** @param {number} [generation] */
  collect(generation) {
    super.apply((program, after) => collect(program, after, generation))
  }
}

/** Figures start one after the other, each when the browser has time: many must not hold up scrolling. @type {Promise<void>} */
let turn = Promise.resolve()

/** @type {Promise<import('../store.js').Core> | undefined} */
let warm

/**
 * The engine once it has run something: while it does so for the first time the browser compiles it, which would be too
 * long a task together with the first figure.
 */
const warmed = () => (warm ??= load().then(async (core) => {
  await idle(100)
  core.run('pass', '').free()
  return core
}).catch((error) => {
  warm = undefined
  throw error
}))

/** Not in one expression with `import.meta.url`, which webpack takes for a file to bundle. @param {string} address @param {string} base */
const resolve = (address, base) => new URL(address, base)

/** What is typed into a figure's fields is no shortcut of the page around it; some pages turn to the next one at an `n`. @param {KeyboardEvent} event */
function keepKey(event) {
  const { target } = event
  if (target instanceof Element && target.matches('input, select, textarea') && event.key !== 'Escape') event.stopPropagation()
}

export class Live {
  /** Of the last event of each kind. */
  #told = { position: -1, collections: 0 }
  #isStopped = false

  /**
   * @param {import('./element.js').GcPlayground} element
   * @param {HTMLElement} frame what the views are put into
   * @param {string} program
   */
  static async start(element, frame, program) {
    const live = new Live(element, frame, new EmbedStore(await warmed()))
    const ready = turn.then(async () => {
      await idle(100)
      live.open(program)
      // Running and showing are a task each: between them the browser can scroll.
      await new Promise((resolve) => setTimeout(resolve))
      live.#show()
    })
    turn = ready.catch(() => {})
    await ready
    return live
  }

  /**
   * @param {import('./element.js').GcPlayground} element
   * @param {HTMLElement} frame
   * @param {EmbedStore} store
   */
  constructor(element, frame, store) {
    this.element = element
    this.frame = frame
    this.store = store
    store.state.version = this.#version
    frame.addEventListener('keydown', keepKey)
    this.onAttribute('predict')
  }

  /** What has run is seen from here on. */
  #show() {
    const { shadowRoot } = this.element
    if (shadowRoot) shadowRoot.adoptedStyleSheets = liveSheets()
    this.frame.classList.add('live')
    this.onAttribute('controls')
    this.store.subscribe(() => this.#tell())
    this.#tell()
  }

  /** The version that the author asks for, else the newest. */
  get #version() {
    const { versions } = this.store.state
    return (versions.find(({ name }) => name === this.element.python) ?? versions.at(-1))?.name ?? ''
  }

  /** @param {string} program @returns {import('../types').Diagnostic[]} */
  open(program) {
    if (program.length > LONGEST_PROGRAM) {
      this.store.set({ notice: strings.embed.tooLong })
      return []
    }
    this.store.open(program)
    this.seek(this.element.getAttribute('at') ?? 'end')
    return this.store.diagnostics
  }

  /** @param {string} to as the attribute `at` takes it */
  seek(to) {
    const { store } = this
    const at = to.trim()
    const place = parse(at)
    if (place) store.setStride(place.stride)
    // A line shows the whole collection as one step.
    if (at === 'collection') store.setStride('phase')
    const position = store.read((recording) => {
      if (at === 'end') return recording.length
      if (at === 'start') return 0
      if (at === 'collection') return recording.collection(0)?.found ?? recording.length
      if (place) return positionOf(recording, place)
      return /^\d{1,9}$/.test(at) ? store.positionOf(Number(at)) : undefined
    })
    store.seek(position ?? store.state.recording?.length ?? 0, { notice: position === undefined ? strings.embed.badAt(at) : '' })
  }

  /** @param {number} [generation] @returns {import('../types').Collection | undefined} */
  collect(generation) {
    this.store.collect(generation)
    return this.store.collection((this.store.state.status?.collections ?? 0) - 1)
  }

  /** @param {string} name */
  async onAttribute(name) {
    const { element, store } = this
    if (name === 'python') {
      if (this.#version !== store.state.version) store.setVersion(this.#version)
    } else if (name === 'controls') {
      store.isFixed = !element.controls.has('edit')
      this.#render()
    } else if (name === 'predict') {
      store.set({ asking: element.hasAttribute('predict') ? 'always' : 'never' })
    } else if (name === 'home') {
      this.#renderFooter()
    } else if (name === 'at') {
      this.seek(element.getAttribute('at') ?? 'end')
    } else if (name === 'src' || name === 'scenario') {
      this.open(await element.load())
    }
  }

  /** Gives everything back that the element holds. */
  stop() {
    if (this.#isStopped) return
    this.#isStopped = true
    this.store.pause()
    const { recording } = this.store.state
    this.store.state.recording = undefined
    recording?.free()
    render(nothing, this.frame)
    this.frame.classList.remove('live')
  }

  #render() {
    const { controls } = this.element
    const has = (/** @type {import('./element.js').Control} */ name, /** @type {unknown} */ view) => (controls.has(name) ? view : nothing)
    render(html`
      ${has('program', html`<gc-listing data-view part="program" .editable=${controls.has('edit')}></gc-listing>`)}
      <section class="stage" part="picture"><gc-canvas data-view></gc-canvas></section>
      <gc-tools data-view part="tools"></gc-tools>
      <gc-lesson data-view part="question"></gc-lesson>
      ${has('step', html`<gc-steps data-view part="steps"></gc-steps>`)}
      ${controls.has('collect') || controls.has('numbers') ? html`<gc-generations data-view part="numbers"></gc-generations>` : nothing}
      ${has('log', html`<gc-output data-view part="log"></gc-output>`)}
      <footer part="footer"></footer>`, this.frame)
    for (const view of this.frame.querySelectorAll('[data-view]:not([data-connected])')) {
      /** @type {HTMLElement} */ (view).dataset.connected = ''
      const { connect } = /** @type {import('../views/view.js').View} */ (view)
      connect.call(view, this.store)
    }
    this.#renderFooter()
  }

  #renderFooter() {
    const { version, versions } = this.store.state
    const footer = /** @type {HTMLElement} */ (this.frame.querySelector('footer'))
    render(html`
      <label><span class="hidden">${strings.embed.python}</span>
        <select @change=${(/** @type {import('../types').FieldEvent} */ event) => this.store.setVersion(event.target.value)}>
          ${versions.map(({ name, title }) => html`<option value=${name} ?selected=${name === version}>${title}</option>`)}
        </select></label>
      ${this.#home ? html`<a class="home" href=${this.#home} target="_blank" rel="noopener" @click=${this.#onHome}>${strings.embed.open} ↗</a>` : nothing}`, footer)
  }

  /** The address of the page, or nothing. Bundlers that move this file put a path of the author's disk in the place of its address. */
  get #home() {
    const home = this.element.getAttribute('home') ?? HOME
    const { href, protocol } = resolve(home, import.meta.url)
    return home && protocol.startsWith('http') ? href : ''
  }

  /** The link is to what is shown at the moment when it is followed. @param {MouseEvent} event */
  #onHome = async (event) => {
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget)
    event.preventDefault()
    // Opened at once: a window that opens after a wait counts as unasked for.
    const opened = window.open('about:blank', '_blank')
    const hash = await hashOf(this.store).catch(() => '')
    const address = `${link.href}#${hash}`
    if (opened) {
      opened.opener = null
      opened.location.href = address
    } else location.href = address
  }

  #tell() {
    const { recording, status, opened } = this.store.state
    this.frame.classList.toggle('highlighting', opened !== undefined)
    this.#renderFooter()
    if (!recording || !status || this.#isStopped) return
    const { position, length } = recording
    if (position !== this.#told.position) {
      this.#told.position = position
      this.#dispatch('gc-step', { position, length, line: status.line, caption: status.caption })
    }
    if (status.collections > this.#told.collections) this.#dispatch('gc-collect', recording.collection(status.collections - 1))
    this.#told.collections = status.collections
  }

  /** @param {string} name @param {unknown} detail */
  #dispatch(name, detail) {
    this.element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
  }
}
