import { html, nothing } from 'lit'
import { strings } from '../strings.js'
import { states } from './picture.js'
import { View } from './view.js'
import { why } from './why.js'

/** One of each sign that the picture uses. @type {Record<string, unknown>} */
const SAMPLES = {
  refcount: html`<span class="sample"><span class="badge refcount">2</span></span>`,
  gcRefs: html`<span class="sample"><span class="badge gc-refs"><small>gc</small> 1</span></span>`,
  strong: html`<svg class="sample" viewBox="0 0 40 12" aria-hidden="true"><path class="reference" d="M1 6h37m-6-4 6 4-6 4"/></svg>`,
  weak: html`<svg class="sample" viewBox="0 0 40 12" aria-hidden="true"><path class="reference weak" d="M1 6h37m-6-4 6 4-6 4"/></svg>`,
  unreachable: html`<span class="sample swatch unreachable"></span>`,
  ghost: html`<span class="sample swatch ghost"></span>`,
}

/** Everything about the selected object: each number with what it is made of. And the picture as a table. */
class Inspector extends View {
  #isTableOpen = false

  render() {
    const { selection } = this.state
    const found = selection && this.store.read((recording) => recording.inspect(selection.id))
    return html`
      <h2>${strings.inspector}</h2>
      ${found ? html`${this.#object(found)}${why(this.store)}` : html`<p class="muted">${strings.nothingSelected}</p>
        <ul class="legend">${strings.legend.map(([sample, words]) => html`<li>${SAMPLES[sample]}<span>${words}</span></li>`)}</ul>`}
      <details class="twin" @toggle=${this.#onToggle}><summary>${strings.twin}</summary>${this.#isTableOpen ? this.#table() : nothing}</details>`
  }

  /** @param {import('../types').Inspection} found */
  #object({ kind, repr, refcount, gcRefs, references, weak, generation, finalized, tracked, size, expression, names }) {
    if (kind === 'module' || kind === 'frame') return html`<p class="repr"><code>${repr}</code></p>`
    return html`
      <p class="repr"><code>${repr}</code></p>
      <dl>
        <dt>${strings.asPython}</dt>
        <dd>${expression ? html`<code>${expression}</code>` : html`<span class="tag garbage">${strings.words.unreachable}</span>`}</dd>
        ${names.length ? html`<dt>${strings.reachedBy}</dt><dd>${names.map((name) => html`<code>${name}</code> `)}</dd>` : nothing}
        <dt>${strings.refcount}</dt>
        <dd><strong class="number">${refcount === -2 ? strings.immortal : refcount}</strong>
          ${refcount === -2 ? html`<span class="muted">${strings.immortalLong}</span>` : html`<span class="muted">${strings.heldBy}</span> ${this.#holders(references)}`}</dd>
        ${gcRefs >= 0 ? html`<dt><code>${strings.gcRefs}</code></dt><dd><strong class="number">${gcRefs}</strong></dd>` : nothing}
        ${weak.length ? html`<dt>${strings.weakReferences}</dt><dd>${this.#holders(weak)}</dd>` : nothing}
        <dt>${strings.generationLabel}</dt>
        <dd>${generation < 0 ? strings.untracked : generation > 2 ? strings.permanent : `${generation} (${strings.generation(generation)})`}</dd>
        <dt>${strings.tracked}</dt><dd>${tracked ? strings.yes : strings.no}</dd>
        ${finalized ? html`<dt>${strings.finalizer}</dt><dd>${strings.finalizerRan}</dd>` : nothing}
        ${size === undefined ? nothing : html`<dt>${strings.size}</dt><dd>${strings.bytes(size)}</dd>`}
      </dl>`
  }

  /** @param {import('../types').Holder[]} holders */
  #holders(holders) {
    if (!holders.length) return strings.nobody
    return html`<ul class="holders">${holders.map(({ from, text }) => html`<li>${from < 0 ? text : html`
      <button class="link" @click=${() => this.store.select({ id: from, row: -1 })}><code>${text}</code></button>`}</li>`)}</ul>`
  }

  /** @param {Event} event */
  #onToggle = (event) => {
    this.#isTableOpen = /** @type {HTMLDetailsElement} */ (event.target).open
    this.requestUpdate()
  }

  #table() {
    /** @type {{ id: number, look: number, refcount: number, gcRefs: number }[]} */
    const found = []
    this.store.read((recording) => recording.paint({
      boxes: (ids, _, look, counts) => ids.forEach((id, i) =>
        found.push({ id, look: look[i], refcount: counts[2 * i], gcRefs: counts[2 * i + 1] })),
      references: () => {},
    }))
    const boxes = new Map(found.map(({ id }) => [id, this.store.read((recording) => recording.box(id))]))
    return html`<table>
      <thead><tr>${strings.twinColumns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${found.map(({ id, look, refcount, gcRefs }) => html`<tr>
        <th scope="row">${boxes.get(id)?.head}</th>
        <td>${boxes.get(id)?.rows.map(({ label, text, target, weak }) => html`<div>${target < 0
          ? strings.slot(label || strings.anItem, text) : strings.reference(label || strings.anItem, boxes.get(target)?.head ?? '', weak)}</div>`)}</td>
        <td>${refcount === -2 ? strings.immortal : refcount < 0 ? '' : refcount}${gcRefs >= 0 ? `, ${strings.gcRefsLong(gcRefs)}` : ''}</td>
        <td>${states(look).join(', ')}</td></tr>`)}</tbody></table>`
  }
}
customElements.define('gc-inspector', Inspector)
