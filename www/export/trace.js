// The whole run as JSON lines, as `gc-playground trace` writes it and schema/trace.json describes it.
import { strings } from '../strings.js'
import { save } from './take.js'

/** So many events are written at a time, so that the page stays alive. */
const SLICE = 2000

/** @param {import('../store.js').Store} store */
export async function saveTrace(store) {
  const { program, version } = store.state
  store.set({ notice: strings.export.tracing })
  // A recording of its own: that of the page stays where it is, and may be stepped meanwhile.
  const recording = store.core.run(program, version)
  try {
    const parts = []
    do {
      parts.push(recording.trace(recording.position + SLICE))
      await new Promise((resolve) => setTimeout(resolve))
    } while (recording.position < recording.length)
    save(new Blob(parts, { type: 'application/jsonl' }), 'heap-trace.jsonl')
    store.set({ notice: '' })
  } finally {
    recording.free()
  }
}
