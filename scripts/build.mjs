// Builds the wasm (www/pkg) and the site (www/dist). What was built from the same files before is left alone.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from './describe.mjs'
import { drawFirst } from './first.mjs'
import { ask, die, once, root, run, step } from './run.mjs'
import { weigh } from './size.mjs'
import { npmPackages, wasmPack } from './tools.mjs'

// Named one by one: with --all-features wasm-opt writes types that browsers refuse to load.
const wasmFeatures = [
  'bulk-memory', 'bulk-memory-opt', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'multivalue',
]

/**
 * Optimises a WebAssembly file.
 * @param {string} file
 * @param {string[]} options such as `-O3`
 * @param {string} output
 */
export const optimize = (file, options, output) =>
  run('wasm-opt', [...options, ...wasmFeatures.map((feature) => `--enable-${feature}`), file, '-o', output])

/** The Rust core as WebAssembly, with its JavaScript glue. */
export const wasm = once(async () => {
  await npmPackages()
  await wasmPack()
  await step('wasm', () => unlessBuilt({
    inputs: ['Cargo.toml', 'Cargo.lock', 'crate/Cargo.toml', 'crate/src', 'crate/unicode_names2', 'crate/unicode_normalization', 'package-lock.json', 'scripts/build.mjs'],
    tool: String(ask('rustc', '--version')),
    output: 'www/pkg',
    async build() {
      // The command line's parser is not part of the page.
      await run('wasm-pack', ['build', 'crate', '--target', 'web', '--out-dir', '../www/pkg', '--profile', 'wasm', '--no-pack', '--', '--no-default-features'])
      const file = join(root, 'www', 'pkg', 'gc_playground_bg.wasm')
      // Large functions stay apart even if they have one caller: more bytes, but brotli packs them 4 % tighter.
      await optimize(file, ['-Oz', '--one-caller-inline-max-function-size=20'], `${file}.small`)
      renameSync(`${file}.small`, file)
    },
  }))
  const picture = 'www/drawn/first.svg'
  await step('first picture', () => unlessBuilt({
    inputs: ['www/pkg', 'www/scenarios/ring.py', 'scripts/first.mjs'],
    tool: process.version,
    output: picture,
    build: () => drawFirst(picture),
  }))
})

/** The page, ready to be served from any folder of any server, within its size budgets. */
export const site = once(async () => {
  await wasm()
  await step('site', () => unlessBuilt({
    inputs: ['www', 'package.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/describe.mjs', 'scripts/manifest.config.mjs', 'scripts/size.mjs'],
      tool: process.version,
    output: 'www/dist',
    async build() {
      await run('vite', ['build', 'www', '--logLevel', 'warn'])
      await run('vite', ['build', '-c', 'www/single.config.js', '--logLevel', 'warn'])
      await describe(join(root, 'www', 'dist'))
      return weigh(join(root, 'www', 'dist'), JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).budgets)
    },
  }))
})

/**
 * Builds unless the output stands there as it was built from the same inputs.
 * @param {{ inputs: string[], tool: string, output: string, build: () => Promise<string | void> }} work
 *   `build` may return a note about the result, which is told again as long as the result stands
 */
async function unlessBuilt({ inputs, tool, output, build }) {
  const stamp = join(root, 'target', 'built', `${output.replaceAll('/', '-')}.json`)
  const before = digest(inputs, output) + tool
  const last = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {}
  if (last.inputs === before && last.output === digest([output])) return `up to date${last.note}`
  rmSync(stamp, { force: true })
  const note = await build()
  mkdirSync(join(root, 'target', 'built'), { recursive: true })
  const record = { inputs: before, output: digest([output]), note: note ? `: ${note}` : '' }
  writeFileSync(stamp, JSON.stringify(record))
  return `built${record.note}`
}

/**
 * A hash of all files in `paths`, their names and their contents.
 * @param {string[]} paths relative to the top folder; one that doesn't exist counts as empty
 * @param {string} [except] a folder to leave out
 */
function digest(paths, except) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    const full = join(root, path)
    if (path === except || !existsSync(full)) return
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(`${path}/${name}`)
    } else {
      hash.update(`${path}\0${statSync(full).size}\0`).update(readFileSync(full))
    }
  }
  paths.forEach(add)
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) site().catch(die)
