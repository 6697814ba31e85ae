import { html, nothing } from 'lit'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { menu } from './menu.js'
import { View } from './view.js'

/** The counters against their thresholds, gc.collect(), and the last result, which opens to what it counted. */
class Generations extends View {
  render() {
    const { status, opened } = this.state
    if (!status) return nothing
    return html`
      <div class="gauges" role="group" aria-label=${strings.generations}>
        ${status.counts.map((count, i) => this.#gauge(i, count, status.thresholds[i], status.generations[i], status.generation === i))}
        ${status.enabled ? nothing : html`<span class="tag">${strings.disabled}</span>`}
      </div>
      <div class="collect">
        ${status.unreachable && !opened ? html`<span class="lost" title=${strings.lostTitle}>${strings.lost(status.unreachable)}</span>` : nothing}
        <span class="split">
          <button class="button primary" title="${strings.collectTitle}" @click=${() => gestures.collect(this.store)}><code>${strings.collect}</code></button>
          ${menu({ label: icons.menu, title: strings.collectWhich, className: 'primary up left', content: [0, 1, 2].map((n) => html`
            <button data-closes @click=${() => gestures.collect(this.store, n)}><code>${strings.collectGeneration(n)}</code>
              <small>${strings.collectHint[n]}</small></button>`) })}
        </span>
        ${this.#result(opened?.index ?? status.collections - 1)}
      </div>`
  }

  /** @param {number} n @param {number} count @param {number} threshold @param {number} objects @param {boolean} isCollected */
  #gauge(n, count, threshold, objects, isCollected) {
    const share = threshold ? Math.min(1, count / threshold) : 0
    return html`
      <div class="gauge ${isCollected ? 'collected' : ''}" title=${strings.gaugeTitle[n]}>
        <span class="gauge-name">${strings.generation(n)}</span>
        <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-label="${strings.generationLong(n)}, ${strings.counter}"
          aria-valuemin="0" aria-valuemax=${Math.max(threshold, 1)} aria-valuenow=${Math.min(count, Math.max(threshold, 1))} aria-valuetext=${strings.gauge(count, threshold)}>
          <rect class="range" width="100" height="6"/><rect class="level" width=${share * 100} height="6"/></svg>
        <span class="figures">${strings.gauge(count, threshold)}</span>
        <span class="muted">${strings.objects(objects)}</span>
      </div>`
  }

  /** @param {number} index */
  #result(index) {
    const found = index >= 0 && this.store.read((recording) => recording.collection(index))
    if (!found) return nothing
    const { generation, automatic, line, collected, uncollectable, items } = found
    const { opened } = this.state
    const title = strings.resultTitle(generation, automatic, line)
    const toggle = (/** @type {Event} */ event) => {
      event.preventDefault()
      if (opened) this.store.closeCollection()
      else this.store.openCollection(index)
    }
    return html`
      <details class="menu result up left" ?open=${opened !== undefined} @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && this.store.closeCollection()}>
        <summary class="button" title=${title} @click=${toggle}><span aria-hidden="true">→</span> ${strings.result(collected)}</summary>
        <div class="menu-panel">
          <p>${title}</p>
          ${items.length ? html`<p class="sum">${items.map(({ type, count, ids }, i) => html`${i ? ' + ' : ''}<button class="chip"
            aria-pressed=${opened?.ids.join() === ids.join()} @click=${() => this.store.openCollection(index, ids)}>${count} <code>${type}</code></button>`)}</p>
            <p class="muted">${strings.resultHint}</p>` : html`<p class="muted">${strings.resultNothing}</p>`}
          ${uncollectable ? html`<p>${strings.uncollectable(uncollectable)}</p>` : nothing}
        </div>
      </details>`
  }
}
customElements.define('gc-generations', Generations)
