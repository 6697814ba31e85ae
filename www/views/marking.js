import { html, nothing } from 'lit'
import { strings } from '../strings.js'
import { garbage } from '../trace.js'
import { icons } from './icons.js'
import { View } from './view.js'

/** The switch that marks what a collection would free, and what it would be. */
class Marking extends View {
  render() {
    const { marking, recording } = this.state
    if (!recording) return nothing
    const found = marking ? garbage(this.store) : undefined
    return html`
      <button class="button quiet" aria-pressed=${marking} title=${strings.markTitle} @click=${() => this.store.set({ marking: !marking })}>
        ${icons.mark} <span>${strings.mark}</span></button>
      ${!marking ? nothing : html`<span class="found" role="status">${!found ? strings.markUnsettled
        : !found.freed.length ? strings.markNothing[Number(found.collecting)]
        : html`${strings.markFreed[Number(found.collecting)]} ${found.freed.map(({ type, count }, i) => html`${i ? ' + ' : ''}${count} <code>${type}</code>`)}`}${
        found?.first.length ? html`<br>${strings.markFirst} ${found.first.map((one) => html`<code>${one}</code> `)}` : nothing}</span>`}`
  }
}
customElements.define('gc-marking', Marking)
