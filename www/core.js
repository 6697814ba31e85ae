// The engine as the rest of the page sees it: the only file that knows the wasm.
import { fetchEngine, forgetEngine } from './engine-file.js'
import * as wasm from './pkg/gc_playground.js'

const engine = /** @type {import('./types').Engine} */ (/** @type {unknown} */ (wasm))

/**
 * Bits of a box's look, as `layout.rs` sets them.
 * CHANGED: the last event touched it. FRESH: the last event made it. GHOST: freed one step ago, drawn once more.
 * UNREACHABLE: no name reaches it. CANDIDATE: in the generation that is being collected. TENTATIVE: moved to the
 * `unreachable` list. FINALIZED: its finalizer has been called. PINNED: put there by hand. GENERATION: times one more
 * than the generation in whose list it is; times 0 where it is in none.
 */
export const BOX = /** @type {const} */ ({
  NAMESPACE: 1, CHANGED: 2, FRESH: 4, GHOST: 8, UNREACHABLE: 16, CANDIDATE: 32, TENTATIVE: 64, FINALIZED: 128,
  PINNED: 256, GENERATION: 512,
})

/**
 * Bits of a reference's look. SUBTRACTED: `subtract_refs` has taken it off its target's gc_refs.
 * GHOST: gone one step ago.
 */
export const REFERENCE = /** @type {const} */ ({ WEAK: 1, CHANGED: 2, GHOST: 4, SUBTRACTED: 8 })

/**
 * @typedef {{ versions: import('./types').Version[], metrics: import('./types').Metrics, run: (source: string, version: string) => import('./types').Recording, arenas: import('./types').Engine['arenas'] }} Core
 */

/** @type {Promise<Core> | undefined} */
let loading

/** Fetches and starts the engine, once however many ask. A failure is forgotten, so that it can be tried again. */
export function load() {
  return (loading ??= start().catch((error) => {
    loading = undefined
    forgetEngine()
    throw error
  }))
}

/** @returns {Promise<Core>} */
async function start() {
  await engine.default({ module_or_path: fetchEngine() })
  return { versions: engine.versions(), metrics: engine.metrics(), run: engine.run, arenas: engine.arenas }
}
