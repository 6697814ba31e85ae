import { html, nothing, svg } from 'lit'
import * as gestures from '../gestures.js'
import { questionOf } from '../predict.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { lanes } from './lanes.js'
import { menu, onMenuKey } from './menu.js'
import { versionNote } from './versions.js'
import { View } from './view.js'

/** So many drawn objects of a generation are shown by a square each. */
const MOST_MEMBERS = 18

/** The counters against their thresholds, gc.collect(), and the last result, which opens to what it counted. */
class Generations extends View {
  render() {
    const { status, opened, recording } = this.state
    if (!status || !recording) return nothing
    const members = this.store.read((one) => lanes(one, status.generation)) ?? []
    return html`
      <div class="gauges" role="group" aria-label=${strings.generations}>
        ${members.map((all, i) => this.#gauge(i, status, all))}
        ${status.enabled ? nothing : html`<span class="tag">${strings.disabled}</span>`}
      </div>
      <div class="collect">
        ${status.unreachable && !opened ? html`<span class="lost" title=${strings.lostTitle}>${strings.lost(status.unreachable)}</span>` : nothing}
        <span class="split">
          <button class="button primary" title="${strings.collectTitle}" @click=${() => gestures.collect(this.store)}><code>${strings.collect}</code></button>
          ${menu({ label: icons.menu, title: strings.collectWhich, className: 'primary up left', content: [0, 1, 2].map((n) => html`
            <button data-closes @click=${() => gestures.collect(this.store, n)}><code>${strings.collectGeneration(n)}</code>
              <small>${this.#words.collectHint[n]}</small></button>`).concat(this.#controls(status)) })}
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

  /** How this version calls its generations. */
  get #words() {
    return this.#isIncremental ? strings.incremental : strings.generational
  }

  get #isIncremental() {
    const { versions, shown } = this.state
    return versions.some(({ name, incremental }) => incremental && name === shown?.version)
  }

  /**
   * @param {number} n
   * @param {import('../types').Status} status
   * @param {import('./lanes.js').Member[]} members
   */
  #gauge(n, status, members) {
    const words = this.#words
    const [count, threshold, objects] = [status.counts[n], status.thresholds[n], status.generations[n]]
    // Only the first threshold of the incremental collector is one.
    const figures = n && this.#isIncremental ? '' : strings.gauge(count, threshold)
    const [moved, lost] = [members.filter(({ isNew }) => isNew).length, members.filter(({ isLost }) => isLost).length]
    const held = [strings.objects(objects), lost && strings.laneLost(lost), moved && strings.laneMoved(moved)].filter(Boolean).join(', ')
    return html`
      <details class="menu up gauge ${status.generation === n ? 'collected' : ''}" @toggle=${this.#onToggle} @keydown=${onMenuKey}>
        <summary title=${words.titles[n]} aria-label="${strings.generationLong(n)}, ${words.names[n]}: ${figures && `${figures}, `}${held}">
          <span class="gauge-name">${words.names[n]}</span>
          <span class="figures">${figures}</span>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            ${figures ? svg`<rect class="range" width="100" height="6"/><rect class="level" width=${threshold ? Math.min(1, count / threshold) * 100 : 0} height="6"/>` : nothing}</svg>
          <span class="muted">${held}</span>
          <span class="members" aria-hidden="true">${members.slice(0, MOST_MEMBERS).map(({ isLost, isNew }) => html`<i class="${isLost ? 'lost' : ''} ${isNew ? 'new' : ''}"></i>`)}</span>
          ${n === 2 && this.#waits(status) ? html`<span class="waits">${strings.quarterShort(...status.longLived)}</span>` : nothing}
        </summary>
        <div class="menu-panel" data-generation=${n}>${this.#lane === n ? this.#members(n, status) : nothing}</div>
      </details>`
  }

  /** Whether the oldest generation is over its threshold and yet passed over. @param {import('../types').Status} status */
  #waits({ counts, thresholds, longLived: [pending, total] }) {
    return !this.#isIncremental && counts[2] > thresholds[2] && pending < Math.floor(total / 4)
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

  /** What the counter says and is made of, and the drawn objects of the generation. @param {number} n @param {import('../types').Status} status */
  #members(n, { counts, thresholds, generations, longLived, workToDo }) {
    /** @type {number[]} */
    let drawn = []
    this.store.read((recording) => recording.paint({ boxes: (ids) => { drawn = [...ids] }, references: () => {} }))
    const found = drawn.flatMap((id) => this.store.read((recording) => recording.inspect(id)) ?? []).filter(({ generation }) => generation === n)
    const objects = generations[n]
    const words = this.#words
    return html`
      <p>${words.titles[n]}</p>
      ${n && this.#isIncremental ? html`<p>${strings.workToDo(workToDo)}</p>` : html`<p>${strings.gaugeNow(counts[n], thresholds[n])}</p>`}
      ${this.#tally(n, counts[n])}
      ${n === 2 && !this.#isIncremental ? html`<p class="muted">${strings.quarter(...longLived)}</p>` : nothing}
      <p class="muted">${strings.countStart}</p>
      <p class="muted">${strings.laneObjects(objects)}</p>
      <p class="lane">${found.map(({ id, kind, repr, expression }) => kind === 'module' || kind === 'frame' ? nothing : html`
        <button class="chip" @click=${() => this.store.select({ id, row: -1 })}>${expression ?? repr}</button>`)}
        ${objects > found.length ? html`<span class="muted">${strings.notDrawn(objects - found.length)}</span>` : nothing}</p>`
  }

  /** What a number of gc.get_count() is made of. @param {number} n @param {number} count */
  #tally(n, count) {
    const tally = count > 0 ? this.store.read((recording) => recording.tally(n)) : undefined
    if (!tally) return nothing
    const { objects, others, collections } = tally
    const named = (/** @type {unknown} */ number, /** @type {unknown} */ what) => html`<li><b>${number}</b> ${what}</li>`
    return html`<p class="tally-head"><code>gc.get_count()[${n}]</code> = ${count}:</p><ul class="tally">
      ${objects.map(({ type, made, freed }) => named(made - freed, html`<code>${type}</code> ${freed ? html`<span class="muted">(${strings.madeAndFreed(made, freed)})</span>` : nothing}`))}
      ${others ? named(others, strings.tallyOthers) : nothing}
      ${collections.map((index) => this.store.collection(index)).map((one) => one && named(1, html`
        <button class="link" @click=${() => this.store.toPhase(one.start)}>${strings.resultTitle(one.generation, one.automatic, one.line)}</button>`))}
    </ul>`
  }

  /** @param {number} index */
  #result(index) {
    const found = index >= 0 && this.store.collection(index)
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
