// The page for hosts that take an iframe but no script: the element alone, and its height told to the page around it.
import { LinkError, decode } from '../links/link.js'
import { format } from '../links/place.js'
import { parse } from './address.js'
import { GcPlayground } from './define.js'

/** What both sides say to each other. `frames.js` is the other side. */
const READY = 'gc-playground:ready'
const HELLO = 'gc-playground:hello'
const HEIGHT = 'gc-playground:height'

tellHeight()
addEventListener('hashchange', show)
await show()

/** Shows what the address says. */
async function show() {
  const { link, attributes } = parse(location.hash)
  const element = /** @type {GcPlayground} */ (document.createElement('gc-playground'))
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  try {
    if (link) {
      const { program, version, ...place } = await decode(link)
      element.setAttribute('python', attributes.python ?? version)
      element.program = program
      element.setAttribute('at', attributes.at ?? format(place))
    }
    document.body.replaceChildren(element)
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
    document.body.replaceChildren(Object.assign(document.createElement('p'), { role: 'alert', textContent: error.message }))
  }
}

/**
 * Only a window that said hello is told the height, at the origin it said it from: this page cannot know by itself who
 * has put it into an iframe. Nothing else is listened to.
 */
function tellHeight() {
  /** @type {string | undefined} */
  let origin
  const tell = () => {
    if (origin === undefined) return
    const height = Math.ceil(document.body.getBoundingClientRect().height)
    parent.postMessage({ type: HEIGHT, height }, origin === 'null' ? '*' : origin)
  }
  addEventListener('message', ({ source, origin: sender, data }) => {
    if (source !== parent || data?.type !== HELLO) return
    origin = sender
    // The figure is as the page around it, which here is this one.
    if (data.theme === 'light' || data.theme === 'dark') document.documentElement.style.colorScheme = data.theme
    tell()
  })
  new ResizeObserver(tell).observe(document.body)
  parent.postMessage({ type: READY }, '*')
}
