// What the page keeps in the browser for the next visit. A browser that forbids it just forgets.
const KEY = 'gc-playground:1'

/** @returns {Partial<import('./types').Saved>} */
export function load() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof found?.program === 'string' ? found : {}
  } catch {
    return {}
  }
}

/** @param {import('./types').Saved} saved */
export function save({ program, version, theme, stride }) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ program, version, theme, stride }))
  } catch {
    // Private windows and full disks must not stop anyone from working.
  }
}
