import { html, nothing } from 'lit'
import { strings } from '../strings.js'
import { View } from './view.js'

/** The phases in which what is garbage is decided and freed; the others keep the books. */
const TELLING = ['update_refs', 'subtract_refs', 'move_unreachable', 'handle_weakrefs', 'finalize_garbage',
  'handle_resurrected_objects', 'delete_garbage', 'mark_stacks', 'expand_region_transitively_reachable']
/** So many collections are listed around the position; more would not be read. */
const MOST = 8

/** The collector's own timeline: the phases of the collection under way, else the program's collections. */
class Phases extends View {
  render() {
    const { recording, status } = this.state
    const all = recording ? [...this.store.read((one) => one.marks('collection')) ?? []] : []
    this.hidden = !all.length || !status
    if (!status || this.hidden) return nothing
    return status.phase ? this.#phases(status) : this.#collections(all.length, status.collections)
  }

  /** @param {import('../types').Status} status */
  #phases({ collections, generation }) {
    const { position = 0 } = this.state.recording ?? {}
    const found = this.store.collection(collections)
    const { phases = [] } = found ?? {}
    const here = phases.findIndex(({ end }) => end >= position)
    return html`
      <span class="label">${strings.collecting(generation)}</span>
      <ol class="phases" aria-label=${strings.phases}>${phases.map(({ name, end }, i) => html`
        <li class="${TELLING.includes(name) ? '' : 'minor'} ${i < here ? 'done' : ''}"><button title=${name} aria-label=${name}
          aria-current=${i === here ? 'step' : 'false'} @click=${() => this.store.toPhase(end)}><code>${name}</code></button></li>`)}</ol>`
  }

  /** What a collection to come will find is not told before. @param {number} count @param {number} done */
  #collections(count, done) {
    const first = Math.max(0, Math.min(count - MOST, done - MOST / 2))
    const shown = Array.from({ length: Math.min(MOST, count) }, (_, i) => this.store.collection(first + i))
    return html`
      <span class="label">${strings.collectionsOf(count)}</span>
      <ol class="phases" aria-label=${strings.collectionsOf(count)}>${first ? html`<li>…</li>` : nothing}${shown.map((one) => one && html`
        <li class=${one.index < done ? 'done' : ''}><button title=${strings.resultTitle(one.generation, one.automatic, one.line)}
          @click=${() => this.store.toPhase(one.start)}>${strings.line(one.line)}${
          one.index < done ? ` → ${one.collected}` : ''}</button></li>`)}${
        first + shown.length < count ? html`<li>…</li>` : nothing}</ol>`
  }

  /** The phase of the moment stays in sight where the strip is narrower than its names. */
  updated() {
    const strip = this.querySelector('.phases')
    const here = /** @type {HTMLElement | null | undefined} */ (strip?.querySelector('[aria-current=step]')?.parentElement)
    if (strip && here) strip.scrollLeft = here.offsetLeft - strip.clientWidth / 2 + here.offsetWidth / 2
  }
}
customElements.define('gc-phases', Phases)
