/** The npm package's element: `gc-playground` defines it, `gc-playground/element` is the class alone. */
import type { CollectDetail, GcPlayground, StepDetail } from './embed/element.js'

export { GcPlayground } from './embed/element.js'
export type { CollectDetail, Control, StepDetail } from './embed/element.js'

declare global {
  interface HTMLElementTagNameMap {
    'gc-playground': GcPlayground
  }
  interface HTMLElementEventMap {
    'gc-step': CustomEvent<StepDetail>
    'gc-collect': CustomEvent<CollectDetail>
    'gc-error': CustomEvent<{ message: string }>
  }
}
