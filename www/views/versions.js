// Which versions of Python give which number, and what it is made of there. All of it is computed.
import { html } from 'lit'
import { strings } from '../strings.js'

/**
 * @param {import('../types').Answer[]} answers
 * @param {import('../types').State} state
 */
export function versionNote(answers, { version, versions: all }) {
  if (answers.length < 2) return html`<p class="muted">${strings.sameEverywhere}</p>`
  return html`<table class="versions"><caption class="hidden">${strings.inVersions}</caption><tbody>${answers.map(({ text, sum, versions }) => html`
    <tr class=${versions.includes(version) ? 'here' : ''}><th scope="row">${ranges(versions, all.map(({ name }) => name))}</th><td><strong>${text}</strong></td><td>${sum}</td></tr>`)}
  </tbody></table>`
}

/**
 * Neighbours in the order of versions are written as one: `3.9, 3.11–3.14`.
 * @param {string[]} some
 * @param {string[]} all
 */
function ranges(some, all) {
  /** @type {string[][]} */
  const runs = []
  for (const name of some) {
    const last = runs.at(-1)
    if (last && all.indexOf(name) === all.indexOf(last[last.length - 1]) + 1) last.push(name)
    else runs.push([name])
  }
  return runs.map((run) => run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', ')).join(', ')
}
