// The page's side of links: opening the one in its address, and copying one to what it shows.
import { strings } from '../strings.js'
import { LinkError, decode, encode } from './link.js'
import { place, positionOf } from './place.js'

/** @typedef {import('../store.js').Store} Store */

/**
 * Opens the link in the page's address, now and whenever another one comes. Undo brings back what was there.
 * @param {Store} store
 */
export async function openLinks(store) {
  addEventListener('hashchange', () => openAddress(store))
  store.subscribe(() => store.state.program === shown || forget())
  await openAddress(store)
}

/** The program of the address, as long as it is what the page shows. @type {string | undefined} */
let shown

/** What is edited is no longer what the address says: loading it again must not take the edits away. */
function forget() {
  if (shown !== undefined) history.replaceState(null, '', location.pathname + location.search)
  shown = undefined
}

/** @param {Store} store */
async function openAddress(store) {
  if (location.hash.length < 2) return
  try {
    const link = await decode(location.hash)
    shown = undefined
    store.set({ notice: open(store, link) })
    shown = link.program
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
    store.set({ notice: error.message })
  }
}

/**
 * Shows what a link holds.
 * @param {Store} store
 * @param {import('./link.js').Link} link
 * @returns {string} what must be said about it, or nothing
 */
export function open(store, link) {
  const known = store.state.versions.some(({ name }) => name === link.version)
  store.set({ stride: link.stride, ...known && { version: link.version } })
  store.open(link.program)
  store.seek(store.read((recording) => positionOf(recording, link)) ?? 0)
  return known ? '' : strings.links.noVersion(link.version, store.state.version)
}

/**
 * A link to what the page shows, at this step.
 * @param {Store} store
 * @returns {Promise<string>} what stands behind the `#`
 */
export function hashOf({ state: { program, version, stride, recording } }) {
  return encode({ program, version, ...recording ? place(recording, stride) : { stride, at: 'end' } })
}

/** Copies a link to what the page shows, and says so. @param {Store} store */
export async function share(store) {
  try {
    const hash = await hashOf(store)
    const address = `${location.origin}${location.pathname}#${hash}`
    shown = store.state.program
    history.replaceState(null, '', `#${hash}`)
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false)
    store.set({ notice: copied ? strings.links.copied(address.length) : strings.links.copyByHand })
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
    store.set({ notice: error.message })
  }
}
