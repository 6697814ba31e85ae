import { html } from 'lit'
import { strings } from '../strings.js'
import { View } from './view.js'

/** What the program has printed up to here; standard error is set off by a bar and a word. */
class Output extends View {
  /** How many chunks were shown last. */
  #count = 0
  #isOther = false

  render() {
    const chunks = this.store.read((recording) => recording.output()) ?? []
    this.#isOther = chunks.length !== this.#count
    this.#count = chunks.length
    return html`
      <h2>${strings.output}</h2>
      <div class="printed" role="log" aria-label=${strings.output} tabindex="0">${chunks.length ? merge(chunks).map(({ stream, text }) => html`
        <pre class=${stream} title=${stream === 'stderr' ? strings.stderr : ''}>${
          stream === 'stderr' ? html`<span class="hidden">${strings.stderr}: </span>` : ''}${text}</pre>`) : html`<p class="muted">${strings.noOutput}</p>`}</div>`
  }

  /** With the frame, for which the layout is made anyway. */
  updated() {
    if (this.#isOther) requestAnimationFrame(() => {
      const printed = this.querySelector('.printed')
      if (printed) printed.scrollTop = printed.scrollHeight
    })
  }
}
customElements.define('gc-output', Output)

/**
 * Neighbours of one stream become one block.
 * @param {{ stream: string, text: string }[]} chunks
 */
function merge(chunks) {
  /** @type {{ stream: string, text: string }[]} */
  const blocks = []
  for (const { stream, text } of chunks) {
    const last = blocks.at(-1)
    if (last?.stream === stream) last.text += text
    else blocks.push({ stream, text })
  }
  return blocks
}
