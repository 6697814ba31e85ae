import { html } from 'lit'
import { exportMenu } from '../export/menu.js'
import { share } from '../links/page.js'
import { save } from '../saved.js'
import { language, languages, strings } from '../strings.js'
import { icons } from './icons.js'
import { menu } from './menu.js'
import { View } from './view.js'

/** What the page is, which program it shows and under which Python. */
class Header extends View {
  render() {
    const { version, versions, comparing, canUndo, canRedo, theme, asking } = this.state
    const { scenario } = this.store
    return html`
      <h1><span class="mark" aria-hidden="true"></span>${strings.title}</h1>
      <p class="tagline"><a href="./tutorial/index.html">${strings.tagline}</a></p>
      <button class="button open-gallery" aria-haspopup="dialog" title=${strings.galleryTitle} @click=${() => this.store.set({ gallery: true })}>
        <span class="hidden">${strings.scenario}: </span><span class="name">${scenario ? strings.scenarios[scenario.id].title : strings.ownProgram}</span>${icons.menu}</button>
      <span class="picker"><label class="field"><span class="hidden">${strings.version}</span>
        <select .value=${version} @change=${(/** @type {import('../types').FieldEvent} */ event) => this.store.setVersion(event.target.value)}>
          ${versions.map(({ name, title }) => html`<option value=${name} ?selected=${name === version}>${title}</option>`)}
        </select></label>
        <a class="button quiet" href="./conformance.html" title=${strings.conformance} aria-label=${strings.conformance}>${icons.check}</a></span>
      <span class="group">
        <button class="button quiet" title="${strings.undo} (Ctrl+Z)" aria-label=${strings.undo} ?disabled=${!canUndo}
          @click=${() => this.store.undo()}>${icons.undo}</button>
        <button class="button quiet" title="${strings.redo} (Ctrl+Shift+Z)" aria-label=${strings.redo} ?disabled=${!canRedo}
          @click=${() => this.store.redo()}>${icons.redo}</button>
        <button class="button quiet" title=${strings.compare.openTitle} aria-pressed=${comparing !== undefined}
          @click=${() => this.store.toggleComparison()}>${icons.compare} <span>${strings.compare.open}</span></button>
        <button class="button quiet" title=${strings.shareTitle} @click=${() => share(this.store)}>${icons.share} <span>${strings.share}</span></button>
      </span>
      ${exportMenu(this.store)}
      ${menu({ label: icons.settings, title: strings.settings, className: 'left settings', content: html`
        ${this.#choice(strings.theme, strings.themes, theme, (one) => this.store.setUp({ theme: one }))}
        ${this.#choice(strings.questions, strings.askings, asking, (one) => this.store.setUp({ asking: one }))}
        ${this.#choice(strings.language, languages, language, (one) => this.#speak(one))}` })}`
  }

  /** Nothing is lost by a reload, and all words are chosen as the page starts. @param {import('../strings.js').Language} chosen */
  #speak(chosen) {
    save({ language: chosen })
    location.reload()
  }

  /**
   * @template {string} T
   * @param {string} title
   * @param {Record<T, string>} names
   * @param {T} chosen
   * @param {(name: T) => void} choose
   */
  #choice(title, names, chosen, choose) {
    return html`<fieldset><legend>${title}</legend>${Object.entries(names).map(([name, label]) => html`
      <button data-closes aria-pressed=${name === chosen} @click=${() => choose(/** @type {T} */ (name))}>${label}</button>`)}</fieldset>`
  }
}
customElements.define('gc-header', Header)
