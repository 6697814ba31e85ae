// Light or dark, as the page around an element is, whatever way the page goes about it.

const prefersDark = matchMedia('(prefers-color-scheme: dark)')
const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

/**
 * @param {Element} element
 * @returns {'light' | 'dark'} after the first background behind it that can be seen
 */
export function themeAround(element) {
  for (let node = /** @type {Element | null} */ (element); node; node = node.parentElement ?? hostOf(node)) {
    const [red, green, blue, alpha] = pixel(getComputedStyle(node).backgroundColor)
    // Weights of the eye's response; a mid grey is 0.5.
    if (alpha > 127) return (0.299 * red + 0.587 * green + 0.114 * blue) / 255 < 0.5 ? 'dark' : 'light'
  }
  const { colorScheme } = getComputedStyle(document.documentElement)
  return colorScheme.includes('dark') && (prefersDark.matches || !colorScheme.includes('light')) ? 'dark' : 'light'
}

/** @param {Element} node */
function hostOf(node) {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

/** Any colour that CSS can write, as red, green, blue and alpha from 0 to 255. @param {string} colour */
function pixel(colour) {
  if (!brush) return [0, 0, 0, 0]
  brush.clearRect(0, 0, 1, 1)
  brush.fillStyle = colour
  brush.fillRect(0, 0, 1, 1)
  return brush.getImageData(0, 0, 1, 1).data
}

/** @type {Set<() => void>} */
const listeners = new Set()
const tell = () => listeners.forEach((listener) => listener())
/** A background that fades is still the old one when the page has just switched. @param {TransitionEvent} event */
const onFaded = ({ propertyName }) => propertyName === 'background-color' && tell()
const observer = new MutationObserver(tell)

/**
 * @param {() => void} listener called when the page's theme may have changed
 * @returns {() => void} stops it
 */
export function observeTheme(listener) {
  if (listeners.size === 0) {
    prefersDark.addEventListener('change', tell)
    document.addEventListener('transitionend', onFaded)
    // Pages switch by a class or an attribute of one of the two.
    for (const node of [document.documentElement, document.body]) if (node) observer.observe(node, { attributes: true })
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    prefersDark.removeEventListener('change', tell)
    document.removeEventListener('transitionend', onFaded)
    observer.disconnect()
  }
}
