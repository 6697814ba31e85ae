// Which versions of Python give which number, and what it is made of there. All of it is computed.
import { html } from 'lit'
import { strings } from '../strings.js'

/**
 * @param {import('../types').Answer[]} answers
 * @param {string} version the one that is shown
 */
export function versionNote(answers, version) {
  if (answers.length < 2) return html`<p class="muted">${strings.sameEverywhere}</p>`
  return html`<table class="versions"><caption class="hidden">${strings.inVersions}</caption><tbody>${answers.map(({ text, sum, versions }) => html`
    <tr class=${versions.includes(version) ? 'here' : ''}><th scope="row">${versions.join(', ')}</th><td><strong>${text}</strong></td><td>${sum}</td></tr>`)}
  </tbody></table>`
}
