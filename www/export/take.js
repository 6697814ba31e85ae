// Taking something away from the page: as a file, or as text to paste.
import { strings } from '../strings.js'

/** @typedef {import('../store.js').Store} Store */

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/**
 * Copies, and says so; where the browser does not let the page copy, it becomes a file.
 * @param {Store} store @param {string} kind what it is called @param {string} text @param {string} name of the file
 */
export async function copy(store, kind, text, name) {
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false)
  if (copied) store.set({ notice: strings.export.copied(kind) })
  else save(new Blob([text], { type: 'text/plain' }), name)
}

/** @param {Store} store */
export const isDark = ({ state: { theme } }) => theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
