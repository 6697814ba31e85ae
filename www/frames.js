// For pages with iframes of embed.html: gives each the height that its content has, and tells it whether it stands on light
// or dark. One script for all of a page:
//     <script type="module" src="…/frames.js"></script>
// A copy of its own: the other one comes with all of the element.
import { observeTheme, themeAround } from './embed/theme.js?copy'

const READY = 'gc-playground:ready'
const HELLO = 'gc-playground:hello'
const HEIGHT = 'gc-playground:height'
/** Neither a mistake nor a forged message makes a frame vanish or fill the page. */
const [LOWEST, HIGHEST] = [80, 4000]

/** The frames of this script's own site. */
const frames = () => [...document.querySelectorAll('iframe')].filter((frame) => {
  const { origin, pathname } = new URL(frame.src, document.baseURI)
  return origin === home.origin && pathname === home.pathname
})
// In a variable, so that Vite takes it for an address and not for a file to copy.
const page = './embed.html'
const home = new URL(page, import.meta.url)

/** A sandboxed frame has no origin to address it by, and what is said is no secret. @param {HTMLIFrameElement} frame */
function greet(frame) {
  const theme = themeAround(frame)
  // Else the browser paints a ground of its own behind the frame.
  frame.style.colorScheme = theme
  frame.contentWindow?.postMessage({ type: HELLO, theme }, '*')
}

addEventListener('message', ({ data, origin, source }) => {
  const frame = frames().find(({ contentWindow }) => contentWindow === source)
  if (!frame || origin !== (isOpaque(frame) ? 'null' : home.origin)) return
  if (data?.type === READY) greet(frame)
  if (data?.type === HEIGHT && Number.isFinite(data.height)) frame.style.height = `${Math.min(HIGHEST, Math.max(LOWEST, data.height))}px`
})

/** @param {HTMLIFrameElement} frame */
const isOpaque = ({ sandbox }) => sandbox.length > 0 && !sandbox.contains('allow-same-origin')

const greetAll = () => frames().forEach(greet)
observeTheme(greetAll)
// Those that were ready before this script was.
greetAll()
