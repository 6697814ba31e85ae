// The menu of what can be taken away from the page: images, text for other tools, the script, a figure for a post.
import { html } from 'lit'
import { strings } from '../strings.js'
import { menu } from '../views/menu.js'
import { icons } from '../views/icons.js'
import { fixScheme, png } from './image.js'
import { snapshot } from './snapshot.js'
import { dot, mermaid, script } from './text.js'

/** @typedef {import('../store.js').Store} Store */

/** @param {Store} store */
export const exportMenu = (store) => menu({
  label: html`${icons.export} <span>${strings.export.menu}</span>`, title: strings.export.title, className: 'left export',
  content: html`
    <button data-closes @click=${async () => (await import('./dialog.js')).openEmbedDialog(store)}>${strings.export.embed} <small>${strings.export.embedHint}</small></button>
    <hr>
    <button data-closes @click=${() => saveSvg(store)}>SVG <small>${strings.export.svgHint}</small></button>
    <button data-closes @click=${() => savePng(store)}>PNG <small>${strings.export.pngHint}</small></button>
    <button data-closes @click=${() => copy(store, 'Mermaid', mermaid)}>Mermaid <small>${strings.export.copyHint}</small></button>
    <button data-closes @click=${() => copy(store, 'DOT', dot)}>DOT <small>${strings.export.copyHint}</small></button>
    <button data-closes @click=${() => saveScript(store)}>Python <small>${strings.export.scriptHint}</small></button>`,
})

/** @param {Store} store */
export const isDark = ({ state: { theme } }) => theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)

/** @param {Store} store */
function saveSvg(store) {
  const svg = store.read((recording) => recording.svg())
  if (svg !== undefined) save(new Blob([svg], { type: 'image/svg+xml' }), `${nameOf(store)}.svg`)
}

/** @param {Store} store */
async function savePng(store) {
  const svg = store.read((recording) => recording.svg())
  if (svg === undefined) return
  try {
    save(await png(fixScheme(svg, isDark(store) ? 'dark' : 'light')), `${nameOf(store)}.png`)
  } catch {
    store.set({ notice: strings.export.noPng })
  }
}

/** @param {Store} store */
function saveScript(store) {
  const { program, version } = store.state
  const output = store.read((recording) => {
    const { position } = recording
    recording.seek(recording.length)
    const whole = recording.output()
    recording.seek(position)
    return whole
  })
  if (output) save(new Blob([script(program, output, version)], { type: 'text/x-python' }), 'gc_playground.py')
}

/** @param {Store} store @param {string} name @param {(of: import('./snapshot.js').Snapshot) => string} write */
async function copy(store, name, write) {
  const text = store.read((recording) => write(snapshot(recording)))
  if (text === undefined) return
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false)
  if (copied) store.set({ notice: strings.export.copied(name) })
  else save(new Blob([text], { type: 'text/plain' }), `${nameOf(store)}.${name === 'DOT' ? 'dot' : 'mmd'}`)
}

/** @param {Store} store */
const nameOf = ({ state: { status } }) => `heap-line-${status?.line ?? 0}`

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
