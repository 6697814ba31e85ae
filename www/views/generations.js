import { html, nothing } from 'lit'
import * as gestures from '../gestures.js'
import { questionOf } from '../predict.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { menu, onMenuKey } from './menu.js'
import { versionNote } from './versions.js'
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
              <small>${strings.collectHint[n]}</small></button>`).concat(this.#controls(status)) })}
        </span>
        ${this.#result(opened?.index ?? status.collections - 1)}
      </div>`
  }

  /** What else the gc module can be told. @param {import('../types').Status} status */
  #controls({ enabled, debug }) {
    const call = (/** @type {string} */ code, /** @type {string} */ hint) => html`
      <button data-closes @click=${() => gestures.callCollector(this.store, code)}><code>${code}</code> <small>${hint}</small></button>`
    return [html`<hr>`,
      enabled ? call('gc.disable()', strings.disableHint) : call('gc.enable()', strings.enableHint),
      html`<button data-closes @click=${() => gestures.askThreshold(this.store)}><code>gc.set_threshold(…)</code> <small>${strings.thresholdHint}</small></button>`,
      debug ? call('gc.set_debug(0)', strings.debugOffHint) : call('gc.set_debug(gc.DEBUG_STATS)', strings.debugHint)]
  }

  /** @param {number} n @param {number} count @param {number} threshold @param {number} objects @param {boolean} isCollected */
  #gauge(n, count, threshold, objects, isCollected) {
    const share = threshold ? Math.min(1, count / threshold) : 0
    const label = `${strings.generationLong(n)}: ${strings.gauge(count, threshold)}, ${strings.objects(objects)}`
    return html`
      <details class="menu up gauge ${isCollected ? 'collected' : ''}" @toggle=${this.#onToggle} @keydown=${onMenuKey}>
        <summary title=${strings.gaugeTitle[n]} aria-label=${label}>
          <span class="gauge-name">${strings.generation(n)}</span>
          <span class="figures">${strings.gauge(count, threshold)}</span>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="range" width="100" height="6"/><rect class="level" width=${share * 100} height="6"/></svg>
          <span class="muted">${strings.objects(objects)}</span>
        </summary>
        <div class="menu-panel" data-generation=${n}>${this.#lane === n ? this.#members(n, count, threshold, objects) : nothing}</div>
      </details>`
  }

  /** The collection that was compared, and what the versions find. @type {{ recording: unknown, index: number, answers: import('../types').Answer[] } | undefined} */
  #compared

  /** The same collection in all versions; it takes a run of the program in each, so only when it is wanted. @param {number} index */
  #versions(index) {
    const { recording } = this.state
    const question = this.store.read((one) => questionOf(one, index))
    if (!question) return nothing
    const known = this.#compared?.recording === recording && this.#compared?.index === index ? this.#compared : undefined
    if (known) return html`<div class="compared">${versionNote(known.answers, this.state)}</div>`
    return html`<p><button class="link" @click=${() => {
      this.#compared = { recording, index, answers: this.store.compare(question) }
      this.requestUpdate()
    }}>${strings.compareVersions}</button></p>`
  }

  /** The gauge that is opened. */
  #lane = -1

  /** @param {Event} event */
  #onToggle = (event) => {
    const details = /** @type {HTMLDetailsElement} */ (event.target)
    const n = Number(/** @type {HTMLElement} */ (details.querySelector('.menu-panel')).dataset.generation)
    if (details.open) this.#lane = n
    else if (this.#lane === n) this.#lane = -1
    this.requestUpdate()
  }

  /** What the counter says, and the drawn objects of the generation. @param {number} n @param {number} count @param {number} threshold @param {number} objects */
  #members(n, count, threshold, objects) {
    /** @type {number[]} */
    let drawn = []
    this.store.read((recording) => recording.paint({ boxes: (ids) => { drawn = [...ids] }, references: () => {} }))
    const found = drawn.flatMap((id) => this.store.read((recording) => recording.inspect(id)) ?? []).filter(({ generation }) => generation === n)
    return html`
      <p>${strings.gaugeTitle[n]}</p>
      <p>${strings.gaugeNow(count, threshold)}</p>
      <p class="muted">${strings.laneObjects(objects)}</p>
      <p class="lane">${found.map(({ id, kind, repr, expression }) => kind === 'module' || kind === 'frame' ? nothing : html`
        <button class="chip" @click=${() => this.store.select({ id, row: -1 })}>${expression ?? repr}</button>`)}
        ${objects > found.length ? html`<span class="muted">${strings.notDrawn(objects - found.length)}</span>` : nothing}</p>`
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
          ${this.#versions(index)}
        </div>
      </details>`
  }
}
customElements.define('gc-generations', Generations)
