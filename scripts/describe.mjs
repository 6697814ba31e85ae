// What editors and bundlers read about the npm package: its types and custom-elements.json, both from the comments in
// the source.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, run } from './run.mjs'

/** What a program that uses the package can name; the rest is ours. */
const PUBLIC = ['embed/element.d.ts', 'core.d.ts']
/** Written by hand: shapes that JavaScript has no place for. */
const WRITTEN = ['element.d.ts', 'engine.d.ts', 'types.d.ts']

/** @param {string} dist the built site, which the package takes along */
export async function describe(dist) {
  const made = join(root, 'target', 'types')
  rmSync(made, { recursive: true, force: true })
  await run('tsc', ['-p', '.', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'www', '--outDir', made])
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    const file = join(dist, 'types', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const path of PUBLIC) {
    // Some resolvers want the whole name of a file.
    write(path, readFileSync(join(made, path), 'utf8').replace(/import\('(\.[^']*?)(?:\.js)?'\)/g, "import('$1.js')"))
  }
  for (const path of WRITTEN) write(path, readFileSync(join(root, 'www', path), 'utf8'))
  await run('cem', ['analyze', '--config', 'scripts/manifest.config.mjs'])
  cpSync(join(made, 'custom-elements.json'), join(dist, 'custom-elements.json'))
}
