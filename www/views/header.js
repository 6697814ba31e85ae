import { html } from 'lit'
import { exportMenu } from '../export/menu.js'
import { share } from '../links/page.js'
import { scenarios } from '../scenarios/index.js'
import { strings } from '../strings.js'
import { icons } from './icons.js'
import { menu } from './menu.js'
import { View } from './view.js'

/** What the page is, which program it shows and under which Python. */
class Header extends View {
  render() {
    const { program, version, versions, canUndo, canRedo, theme } = this.state
    const current = scenarios.find((scenario) => scenario.program === program)?.id ?? ''
    return html`
      <h1><span class="mark" aria-hidden="true"></span>${strings.title}</h1>
      <p class="tagline">${strings.tagline}</p>
      <label class="field"><span>${strings.scenario}</span>
        <select .value=${current} @change=${this.#open}>
          <option value="" hidden ?selected=${!current}>${strings.ownProgram}</option>
          ${scenarios.map(({ id }) => html`<option value=${id} ?selected=${id === current}>${strings.scenarios[/** @type {keyof typeof strings.scenarios} */ (id)]}</option>`)}
        </select></label>
      <label class="field"><span class="hidden">${strings.version}</span>
        <select .value=${version} @change=${(/** @type {import('../types').FieldEvent} */ event) => this.store.setVersion(event.target.value)}>
          ${versions.map(({ name, title }) => html`<option value=${name} ?selected=${name === version}>${title}</option>`)}
        </select></label>
      <span class="group">
        <button class="button quiet" title="${strings.undo} (Ctrl+Z)" aria-label=${strings.undo} ?disabled=${!canUndo}
          @click=${() => this.store.undo()}>${icons.undo}</button>
        <button class="button quiet" title="${strings.redo} (Ctrl+Shift+Z)" aria-label=${strings.redo} ?disabled=${!canRedo}
          @click=${() => this.store.redo()}>${icons.redo}</button>
        <button class="button quiet" title=${strings.shareTitle} @click=${() => share(this.store)}>${icons.share} <span>${strings.share}</span></button>
      </span>
      ${exportMenu(this.store)}
      ${menu({ label: icons.theme, title: strings.theme, className: 'left theme', content: Object.entries(strings.themes).map(([name, title]) => html`
        <button data-closes aria-pressed=${name === theme} @click=${() => this.store.setTheme(/** @type {import('../types').Theme} */ (name))}>${title}</button>`) })}`
  }

  #open = (/** @type {import('../types').FieldEvent} */ event) => {
    const scenario = scenarios.find(({ id }) => id === event.target.value)
    if (scenario) this.store.open(scenario.program, scenario.line)
  }
}
customElements.define('gc-header', Header)
