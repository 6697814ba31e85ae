/** The npm package's element: `gc-playground` defines it, `gc-playground/element` is the class alone. */
import type { Collection, Diagnostic } from './types'

export type Control = 'program' | 'edit' | 'step' | 'collect' | 'numbers' | 'log'

export interface StepDetail {
  /** In events, 0 … `length`. */
  position: number
  length: number
  line: number
  caption: string
}

/** `<gc-playground>`: a Python program and its heap. ARCHITECTURE.md and docs/embedding.md say what its attributes mean. */
export class GcPlayground extends HTMLElement {
  /** The program as it is now. Setting it runs it. */
  program: string
  /** The version of Python, such as `3.13`. */
  python: string
  readonly controls: Set<Control>
  /** Runs the program anew, loading the engine if need be. */
  run(): Promise<Diagnostic[]>
  step(steps?: number): Promise<void>
  /** A line, `start`, `end`, `collection`, or a place as links have it. */
  seek(to: number | string): Promise<void>
  /** Writes `gc.collect()` behind the line where the picture stands, and goes there. */
  collect(generation?: number): Promise<Collection | undefined>
}

declare global {
  interface HTMLElementTagNameMap {
    'gc-playground': GcPlayground
  }
  interface HTMLElementEventMap {
    'gc-step': CustomEvent<StepDetail>
    'gc-collect': CustomEvent<Collection>
    'gc-error': CustomEvent<{ message: string }>
  }
}
