// Starts the page: the engine, the store, and the views that are told about it.
import { load } from './core.js'
import { turn } from './idle.js'
import { openLinks } from './links/page.js'
import * as saved from './saved.js'
import { first, scenarios } from './scenarios/index.js'
import { Store } from './store.js'
import { language, strings } from './strings.js'
import compare from './styles/compare.css?inline'
import { sheet, views } from './styles/sheets.js'
import why from './styles/why.css?inline'
import './views/header.js'
import './views/gallery.js'
import './views/lesson.js'
import './views/program.js'
import './views/command.js'
import './views/output.js'
import './views/canvas.js'
import './views/tools.js'
import './views/marking.js'
import './views/generations.js'
import './views/phases.js'
import './views/steps.js'
import './views/inspector.js'
import './views/tabs.js'
import './views/compare.js'

/** In many short tasks, between which the browser can react. @param {Store} store */
async function start(store) {
  const before = saved.load()
  const { theme, stride, version, asking } = before
  if (theme && theme in strings.themes) store.set({ theme })
  if (stride && stride in strings.strides) store.set({ stride })
  if (asking && asking in strings.askings) store.set({ asking })
  if (store.state.versions.some(({ name }) => name === version)) store.set({ version })
  store.set({ speed: Number(before.speed) || 2, loop: before.loop === true, solved: Array.isArray(before.solved) ? before.solved : [] })
  if (typeof before.program === 'string') {
    store.open(before.program)
    if (typeof before.position === 'number') store.seek(before.position)
  } else store.openScenario(first)
  await turn()
  // Stepping saves nothing by itself: what counts is where the reader leaves.
  addEventListener('pagehide', () => store.keep())
  document.addEventListener('visibilitychange', () => document.hidden && store.keep())

  const root = document.documentElement
  const show = () => {
    // Writing them has the browser look for what they style, on the whole page.
    const { theme, panel } = store.state
    if (root.dataset.theme !== theme) root.dataset.theme = theme
    if (root.dataset.panel !== panel) root.dataset.panel = panel
    root.classList.toggle('stale', store.state.faults.length > 0)
    root.classList.toggle('highlighting', store.state.opened !== undefined)
  }
  store.subscribe(show)
  show()
  for (const view of document.querySelectorAll('[data-view]')) {
    /** @type {import('./views/view.js').View} */ (view).connect(store)
    await turn()
  }
  document.addEventListener('keydown', (event) => onShortcut(store, event))
  root.classList.add('ready')
  document.querySelector('.first')?.remove()
  await openLinks(store)
}

/** Undo and redo are over the program's text, wherever the focus is but in another field. @param {Store} store @param {KeyboardEvent} event */
function onShortcut(store, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || /** @type {Element} */ (event.target).matches('input:not([type=range], [type=radio])')) return
  const key = event.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  event.preventDefault()
  if (key === 'y' || event.shiftKey) store.redo()
  else store.undo()
}

/** The words of the page's frame, whose elements name them by their keys. */
function label() {
  const word = (/** @type {string | undefined} */ key) => String(strings[/** @type {keyof typeof strings} */ (key)])
  document.documentElement.lang = language
  document.title = `${strings.title}: ${strings.tagline}`
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', word(/** @type {HTMLElement} */ (element).dataset.label))
  for (const element of document.querySelectorAll('[data-words]')) element.textContent = word(/** @type {HTMLElement} */ (element).dataset.words)
}

document.adoptedStyleSheets.push(...[...views, why, compare].map(sheet))
label()
try {
  const core = await load()
  // What runs for the first time the browser compiles: first what every program needs.
  await turn()
  core.run('pass', '').free()
  await turn()
  await start(new Store(core, scenarios))
} catch (error) {
  console.error(error)
  const notice = document.querySelector('#loading')
  if (notice) notice.textContent = strings.loadFailed
}
