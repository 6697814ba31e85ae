// What the page keeps in the browser for the next visit. A browser that forbids it just forgets.

/** The number is the format's: another one forgets what older pages saved, rather than misread it. */
const KEY = 'gc-playground:1'

/** @returns {Partial<import('./types').Saved> & { language?: string }} */
export function load() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}

/** Adds to what is kept. @param {Partial<import('./types').Saved> & { language?: string }} more */
export function save(more) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...load(), ...more }))
  } catch {
    // Private windows and full disks must not stop anyone from working.
  }
}
