import { html } from 'lit'
import * as gestures from '../gestures.js'
import { strings } from '../strings.js'
import { View } from './view.js'

/** One more line of Python, written where the gestures write. */
class Command extends View {
  render() {
    return html`
      <form @submit=${this.#onSubmit}>
        <span aria-hidden="true">&gt;</span>
        <input name="line" autocomplete="off" autocapitalize="off" spellcheck="false" aria-label=${strings.command}
          placeholder=${strings.commandHint}>
        <button class="button">${strings.run}</button>
      </form>`
  }

  /** @param {SubmitEvent} event */
  #onSubmit = (event) => {
    event.preventDefault()
    const input = /** @type {HTMLInputElement} */ (this.querySelector('input'))
    if (!input.value.trim()) return
    gestures.command(this.store, input.value)
    if (!this.state.notice) input.value = ''
  }
}
customElements.define('gc-command', Command)
