import { html } from 'lit'
import { lessons } from '../scenarios/index.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { View } from './view.js'

/** The choice of scenarios, lesson by lesson. */
class Gallery extends View {
  render() {
    const { solved } = this.state
    const current = this.store.scenario
    let number = 0
    return html`
      <dialog class="gallery" aria-labelledby="gallery-title" @close=${() => this.store.set({ gallery: false })} @click=${this.#onBackdrop}>
        <header><h2 id="gallery-title">${strings.gallery}</h2><p class="muted">${strings.galleryHint}</p>
          <form method="dialog"><button class="button quiet" title=${strings.cancel} aria-label=${strings.cancel}>${icons.close}</button></form></header>
        ${lessons.map(({ lesson, scenarios }) => html`
          <section aria-labelledby="lesson-${lesson}"><h3 id="lesson-${lesson}">${strings.lessons[lesson]}</h3>
            <ul>${scenarios.map((scenario) => html`<li>
              <button class="card" aria-current=${scenario === current ? 'true' : 'false'} @click=${() => this.store.openScenario(scenario)}>
                <span class="number" aria-hidden="true">${++number}</span>
                <span><strong>${strings.scenarios[scenario.id].title}</strong>${solved.includes(scenario.id) ? html` <span class="tag solved">${strings.solved}</span>` : ''}
                <small>${strings.scenarios[scenario.id].purpose}</small></span></button></li>`)}</ul></section>`)}
        <section><ul><li><button class="card" @click=${this.#empty}><span class="number" aria-hidden="true">+</span>
          <span><strong>${strings.emptyProgram}</strong><small>${strings.emptyPurpose}</small></span></button></li></ul></section>
      </dialog>`
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector('dialog'))
    if (this.state.gallery === dialog.open) return
    if (!this.state.gallery) return dialog.close()
    dialog.showModal()
    dialog.scrollTop = 0
    const card = /** @type {HTMLElement | null} */ (dialog.querySelector('[aria-current=true]') ?? dialog.querySelector('.card'))
    card?.focus()
  }

  #empty = () => {
    this.store.open('')
    this.store.set({ gallery: false })
  }

  /** A click beside the dialog closes it. @param {MouseEvent} event */
  #onBackdrop = (event) => {
    if (event.target === event.currentTarget) this.store.set({ gallery: false })
  }
}
customElements.define('gc-gallery', Gallery)
