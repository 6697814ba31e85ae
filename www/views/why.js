import { html, nothing } from 'lit'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { answers, shown } from '../trace.js'

/**
 * @typedef {import('../store.js').Store} Store
 * @typedef {import('../types').Trace} Trace
 */

/**
 * Why the selection is alive, and what would follow from cutting the selected reference.
 * @param {Store} store
 */
export function why(store) {
  const answer = answers(store)
  if (!answer?.why && !answer?.cut) return nothing
  return html`<section class="why" aria-label=${strings.why.title}>
    <h2>${strings.why.title}</h2>
    ${answer.cut ? cut(store, answer.cut) : nothing}
    ${answer.why ? about(store, answer.why) : nothing}
  </section>`
}

/** @param {Store} store @param {import('../types').Why} found */
function about(store, { alive, cycle, retained }) {
  const words = strings.why
  return [
    part(store, 'alive', words.alive, alive.kind === 'nothing' ? html`<p><span class="tag garbage">${words.nothing}</span></p>`
      : alive.kind === 'immortal' ? html`<p>${words.immortal}</p>`
      : html`${alive.kind === 'interpreter' ? html`<p>${alive.text}</p>` : nothing}${chain(store, alive.steps)}`),
    cycle ? part(store, 'cycle', words.cycle, html`${chain(store, cycle.steps)}
      <p class="muted">${words.members(sum(cycle.items))}</p>`) : nothing,
    cycle?.weaken.length ? part(store, 'weaken', words.weaken, html`${chain(store, cycle.weaken)}
      <p class="muted">${words.weakened(cycle.weaken.length, cycle.isSmallest)}${cycle.keeps ? '' : ` ${words.loses}`}</p>`) : nothing,
    cycle && !cycle.weaken.length ? html`<p class="muted aside">${words.noWeaken}</p>` : nothing,
    retained ? part(store, 'retained', words.retained, html`<p>${retained.objects === 1 ? words.onlyItself
      : html`${words.objects(retained.objects)}: ${parts(retained.items)}`}</p>`) : nothing,
  ]
}

/** @param {Store} store @param {import('../types').Cut} found */
function cut(store, { text, statement, refusal, freed, left, held, first }) {
  const words = strings.why
  if (refusal) return html`<p class="aside"><code>${text}</code> ${words.refusals[refusal]}</p>`
  // None and its like do not depend on anybody.
  const isHeld = held && held.kind !== 'nothing' && held.kind !== 'immortal'
  const outcome = (/** @type {string} */ mark, /** @type {string} */ label, /** @type {import('../types').Counted[]} */ items) => items.length
    ? html`<dt><span class="key ${mark}"></span>${label}</dt><dd>${parts(items)}</dd>` : nothing
  return part(store, 'cut', html`${words.cut} <code>${text}</code>`, html`
    <dl>
      ${outcome('freed', words.freed, freed)}
      ${outcome('left', words.left, left)}
      ${isHeld ? html`<dt><span class="key held"></span>${words.held}</dt><dd><code>${held?.text}</code></dd>` : nothing}
      ${first.length ? html`<dt>${words.first}</dt><dd>${first.map((one) => html`<code>${one}</code> `)}</dd>` : nothing}
    </dl>
    ${freed.length || left.length || isHeld ? nothing : html`<p>${words.noEffect}</p>`}
    ${statement ? html`<button class="button" @click=${() => gestures.removeSelected(store)}>${words.doIt} <code>${statement}</code></button>` : nothing}`)
}

/**
 * One answer, whose heading shows it in the picture.
 * @param {Store} store
 * @param {Trace} trace
 * @param {unknown} heading
 * @param {unknown} content
 */
function part(store, trace, heading, content) {
  return html`<div class="answer">
    <button class="heading" aria-pressed=${shown(store) === trace} title=${strings.why.show}
      @click=${() => store.set({ tracing: trace })}>${heading}</button>
    ${content}</div>`
}

/** References, each of which can be selected. @param {Store} store @param {import('../types').Step[]} steps */
function chain(store, steps) {
  return html`<ol class="way">${steps.map(({ id, row, text }) => html`<li>${id < 0 || row < 0 ? html`<code>${text}</code>`
    : html`<button class="link" @click=${() => store.select({ id, row })}><code>${text}</code></button>`}</li>`)}</ol>`
}

/** @param {import('../types').Counted[]} items */
const sum = (items) => items.map(({ type, count }) => `${count} ${type}`).join(' + ')

/** @param {import('../types').Counted[]} items */
const parts = (items) => items.map(({ type, count }, i) => html`${i ? ' + ' : ''}${count} <code>${type}</code>`)
