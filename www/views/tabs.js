import { html } from 'lit'
import { strings } from '../strings.js'
import { View } from './view.js'

/** On a narrow page the panels share one place, and these choose among them. */
class Tabs extends View {
  render() {
    const { panel } = this.state
    return html`<nav aria-label=${strings.panels}>${/** @type {const} */ (['program', 'output', 'inspector']).map((name) => html`
      <button aria-pressed=${panel === name} @click=${() => this.store.set({ panel: name })}>${strings[name]}</button>`)}</nav>`
  }
}
customElements.define('gc-tabs', Tabs)
