import { html, nothing } from 'lit'
import { classes } from '../edits.js'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { menu } from './menu.js'
import { View } from './view.js'

/** The tools under the picture, and above them what they ask or say. */
class Tools extends View {
  /** @type {import('../types').Question | undefined} */
  #asked

  render() {
    const { linking, question, notice, crashed, faults, recording, status } = this.state
    const isPast = recording && recording.position < recording.length
    const from = linking && (this.store.read((one) => one.expression(linking.id)) ?? this.#head(linking.id))
    return html`
      <div class="says" role="status">${
        crashed ? html`<p class="notice">${strings.crashed}</p>`
        : linking ? html`<p class="notice">${strings.linkPrompt(from ?? '')} ${this.#cancel()}</p>`
        : notice ? html`<p class="notice">${notice}</p>`
        : faults.length ? html`<p class="notice">${strings.stale(faults[0].line)}</p>` : nothing}
      </div>
      ${question ? this.#question(question) : nothing}
      <div class="tools" role="group" aria-label=${strings.tools}>
        ${menu({ label: html`${icons.add} <span>${strings.addObject}</span>`, title: strings.addTitle, content: this.#choices(), className: 'add-menu up' })}
        ${this.#tool(icons.link, strings.link, strings.linkTitle, gestures.startLink)}
        ${this.#tool(icons.name, strings.name, strings.nameTitle, gestures.nameSelected)}
        ${this.#tool(icons.weak, strings.weaken, strings.weakenTitle, gestures.weakenSelected)}
        ${this.#tool(icons.finalizer, strings.finalizeTool, strings.finalizeTitle, gestures.finalizeSelected)}
        ${this.#tool(icons.remove, strings.remove, strings.removeTitle, gestures.removeSelected)}
        ${isPast ? html`<span class="muted where">${strings.writesAfter(status?.moduleLine ?? 0)}</span>` : nothing}
      </div>`
  }

  updated() {
    const { question } = this.state
    if (question && question !== this.#asked) this.querySelector('input')?.select()
    this.#asked = question
  }

  /** @param {number} id */
  #head(id) {
    return this.store.read((recording) => recording.box(id)?.head)
  }

  #cancel() {
    return html`<button class="link" @click=${() => gestures.cancel(this.store)}>${strings.cancel}</button>`
  }

  /** @param {unknown} icon @param {string} label @param {string} title @param {(store: import('../store.js').Store) => void} action */
  #tool(icon, label, title, action) {
    return html`<button class="button quiet" title=${title} @click=${() => action(this.store)}>${icon} <span>${label}</span></button>`
  }

  #choices() {
    const own = classes(this.state.program).map(({ name }) => name)
    const add = (/** @type {string} */ choice) => () => gestures.addObject(this.store, choice)
    return html`
      ${(own.length ? own : ['Node']).map((name) => html`
        <button data-closes @click=${add(name)}>${strings.instance} <code>${name}</code></button>`)}
      <hr>
      ${Object.entries(strings.choices).map(([choice, label]) => html`<button data-closes @click=${add(choice)}>${label}</button>`)}`
  }

  /** @param {import('../types').Question} question */
  #question({ title, before, after, suggestions, form, write }) {
    const take = (/** @type {string} */ text) => {
      const formed = form(text)
      if (formed === undefined) this.store.set({ notice: strings.wrongWord })
      else write(formed)
    }
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault()
      take(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('word')))
    }
    return html`
      <form class="question" @submit=${submit}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && gestures.cancel(this.store)}>
        <label>${title} <span class="sentence"><code>${before}</code><input name="word" size="8" autocomplete="off"
          autocapitalize="off" spellcheck="false" .value=${suggestions[0] ?? ''}><code>${after}</code></span></label>
        <span class="suggestions">${suggestions.map((word) => html`<button type="button" class="chip" @click=${() => take(word)}>${word}</button>`)}</span>
        <button class="button primary">${strings.write}</button> ${this.#cancelButton()}
      </form>`
  }

  #cancelButton() {
    return html`<button type="button" class="button quiet" @click=${() => gestures.cancel(this.store)}>${strings.cancel}</button>`
  }
}
customElements.define('gc-tools', Tools)
