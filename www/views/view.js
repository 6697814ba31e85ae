// What the panels share: they render the store's state into the light DOM, so that one style sheet serves all.
import { LitElement } from 'lit'

export class View extends LitElement {
  /** @type {import('../store.js').Store | undefined} */
  #store

  /** @param {import('../store.js').Store} store */
  connect(store) {
    this.#store = store
    store.subscribe(() => this.requestUpdate())
    this.requestUpdate()
  }

  createRenderRoot() {
    return this
  }

  shouldUpdate() {
    return this.#store !== undefined
  }

  get store() {
    if (!this.#store) throw new Error('connect() comes first')
    return this.#store
  }

  get state() {
    return this.store.state
  }
}
