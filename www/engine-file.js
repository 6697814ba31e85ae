// The engine's file, which is asked for before the scripts are there that start it.

/** @type {Promise<Response> | undefined} */
let file

/** Asks for it, once however many want it. */
export const fetchEngine = () => (file ??= fetch(new URL('./pkg/gc_playground_bg.wasm', import.meta.url)))

/** What failed can be tried again. */
export const forgetEngine = () => {
  file = undefined
}
