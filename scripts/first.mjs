// The picture that a first visitor of the page sees while the engine is still on its way: drawn by the engine itself.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './run.mjs'

/** @param {string} output relative to the top folder */
export async function drawFirst(output) {
  const pkg = join(root, 'www', 'pkg')
  const engine = await import(join(pkg, 'gc_playground.js'))
  engine.initSync({ module: readFileSync(join(pkg, 'gc_playground_bg.wasm')) })
  const program = readFileSync(join(root, 'www', 'scenarios', 'ring.py'), 'utf8')
  const recording = engine.run(program, engine.versions().at(-1).name)
  // Where its question is asked: before the line that answers it.
  const answer = program.split('\n').findIndex((line) => line.startsWith("print('unreachable")) + 1
  recording.seek(recording.marks('line')[recording.lines().indexOf(answer) - 1])
  mkdirSync(dirname(join(root, output)), { recursive: true })
  writeFileSync(join(root, output), recording.svg())
}
