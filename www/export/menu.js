// The menu of what can be taken away from the page: images, text for other tools, the script, a figure for a post.
import { html } from 'lit'
import { strings } from '../strings.js'
import { menu } from '../views/menu.js'
import { icons } from '../views/icons.js'
import { fixScheme, png } from './image.js'
import { script } from './script.js'
import { copy, isDark, save } from './take.js'

/** @typedef {import('../store.js').Store} Store */

/** @param {Store} store */
export const exportMenu = (store) => menu({
  label: html`${icons.export} <span>${strings.export.menu}</span>`, title: strings.export.title, className: 'left export',
  content: html`
    <button data-closes @click=${async () => (await import('./dialog.js')).openEmbedDialog(store)}>${strings.export.embed} <small>${strings.export.embedHint}</small></button>
    <button data-closes @click=${async () => (await import('./steps.js')).openStepsDialog(store)}>${strings.export.steps} <small>${strings.export.stepsHint}</small></button>
    <hr>
    <button data-closes @click=${() => saveSvg(store)}>SVG <small>${strings.export.svgHint}</small></button>
    <button data-closes @click=${() => savePng(store)}>PNG <small>${strings.export.pngHint}</small></button>
    <button data-closes @click=${() => copyText(store, 'Mermaid', (recording) => recording.mermaid())}>Mermaid <small>${strings.export.copyHint}</small></button>
    <button data-closes @click=${() => copyText(store, 'DOT', (recording) => recording.dot())}>DOT <small>${strings.export.copyHint}</small></button>
    <hr>
    <button data-closes @click=${() => saveScript(store)}>Python <small>${strings.export.scriptHint}</small></button>
    <button data-closes @click=${async () => (await import('./trace.js')).saveTrace(store)}>JSON <small>${strings.export.traceHint}</small></button>`,
})

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

/** @param {Store} store @param {'Mermaid' | 'DOT'} kind @param {(recording: import('../types').Recording) => string} write */
async function copyText(store, kind, write) {
  const text = store.read(write)
  if (text !== undefined) await copy(store, kind, text, `${nameOf(store)}.${kind === 'DOT' ? 'dot' : 'mmd'}`)
}

/** @param {Store} store */
const nameOf = ({ state: { status } }) => `heap-line-${status?.line ?? 0}`
