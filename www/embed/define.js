// The element under its name. A page that loads two copies of it keeps the first.
import { GcPlayground } from './element.js'

export { GcPlayground }
if (!customElements.get('gc-playground')) customElements.define('gc-playground', GcPlayground)
