/** The npm package's engine, without anything to look at: `gc-playground/engine`. */
export type * from './types.js'
export { load } from './core.js'
export type { Core } from './core.js'
