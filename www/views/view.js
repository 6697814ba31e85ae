// What the panels share: they render the store's state into the light DOM, so that one style sheet serves all.
import { LitElement } from 'lit'

export class View extends LitElement {
  /** @param {import('../store.js').Store} store */
  connect(store) {
    this.store = store
    store.subscribe(() => this.requestUpdate())
    this.requestUpdate()
  }

  /** @type {import('../store.js').Store} */
  store

  createRenderRoot() {
    return this
  }

  shouldUpdate() {
    return this.store !== undefined
  }

  get state() {
    return this.store.state
  }
}
