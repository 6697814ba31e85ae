// npm run bench: a full collection on the same graphs in Rust, in WebAssembly and in the CPythons that are installed,
// in turns, so that a busy machine slows all of them; a loop that makes instances; then the benchmarks of recordings.
// npm run bench -- embed: what a figure in a post costs, and Pyodide beside it.
// npm run bench -- page: the page alone.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { embed } from './bench-embed.mjs'
import { page } from './bench-page.mjs'
import { optimize } from './build.mjs'
import { npmPackages, rust } from './tools.mjs'
import { Failure, ask, die, root, run, step } from './run.mjs'

const versions = ['3.10', '3.13']
const shapes = ['alive', 'garbage', 'chain']
const rounds = 3
// A folder of its own: a library that is also a cdylib has one file name in the profiles release and bench.
const target = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'bench')
process.env.CARGO_TARGET_DIR = target

/** The commands of real interpreters by version: those that the tests use, else what the PATH has. */
function interpreters() {
  /** @type {Map<string, string[]>} */
  const found = new Map()
  for (const folder of ['gc-playground', 'gc-playground-oracle']) {
    const list = join(homedir(), '.cache', folder, 'interpreters')
    if (!existsSync(list)) continue
    for (const line of readFileSync(list, 'utf8').trim().split('\n')) {
      const [version, ...command] = line.split(' ')
      if (!found.has(version)) found.set(version, command)
    }
  }
  for (const version of versions) {
    if (!found.has(version) && ask(`python${version}`, '--version')) found.set(version, [`python${version}`])
  }
  return found
}

/** Compiles the core for Node and makes an instance of it. */
async function wasm() {
  const module = join(target, 'wasm32-unknown-unknown', 'release', 'examples', 'collect_wasm.wasm')
  await run('cargo', ['build', '--release', '--package', 'gc-playground', '--example', 'collect_wasm', '--target', 'wasm32-unknown-unknown'])
  await optimize(module, ['-O3'], `${module}.fast`)
  const compiled = new WebAssembly.Module(readFileSync(`${module}.fast`))
  // What the page's boundary imports is never called here.
  /** @type {Record<string, Record<string, () => void>>} */
  const imports = {}
  for (const { module, name } of WebAssembly.Module.imports(compiled)) (imports[module] ??= {})[name] = () => {}
  return /** @type {any} */ (new WebAssembly.Instance(compiled, imports).exports)
}

/** Runs criterion's benchmarks whose name matches. @param {string} filter */
const criterion = (filter) => run('cargo', ['bench', '--package', 'gc-playground', '--bench', 'collect', '--', filter])

/** The median that criterion found, in nanoseconds. @param {string[]} path */
function median(...path) {
  const file = join(target, 'criterion', ...path, 'new', 'estimates.json')
  return JSON.parse(readFileSync(file, 'utf8')).median.point_estimate
}

/**
 * The best of all rounds, in nanoseconds an object: what a machine that others use, too, disturbed least.
 * @type {Map<string, number>}
 */
const best = new Map()

/** @param {string} engine @param {string} shape @param {string} version @param {number} nanoseconds */
function note(engine, shape, version, nanoseconds) {
  const key = `${engine} ${shape} ${version}`
  best.set(key, Math.min(best.get(key) ?? Infinity, nanoseconds))
}

/** @param {string} shape @param {number} count @param {any} core @param {Map<string, string[]>} pythons */
async function measure(shape, count, core, pythons) {
  for (const [index, version] of versions.entries()) {
    await criterion(`^collect-${shape}/${version}/${count}$`)
    note('native', shape, version, median(`collect-${shape}`, version, String(count)) / count)

    core.build(index, count, shapes.indexOf(shape))
    const start = performance.now()
    core.collect()
    note('wasm', shape, version, ((performance.now() - start) * 1e6) / count)

    const [command, ...args] = pythons.get(version) ?? []
    if (!command) continue
    const script = join(root, 'scripts', 'bench-cpython.py')
    const { stdout } = spawnSync(command, [...args, script, shape, String(count)], { encoding: 'utf8' })
    note('CPython', shape, version, (parseFloat(stdout) * 1e6) / count)
  }
}

/** @param {(string | number | undefined)[]} cells */
const row = (...cells) =>
  cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : (cell ?? '–')).padStart(12)).join('')

/** @param {number} count */
function table(count) {
  console.log(`\n${count} lists, ns an object, best of ${rounds} rounds`)
  console.log(row('graph', 'version', 'native', 'CPython', 'ratio', 'wasm', 'of native'))
  for (const shape of shapes) {
    for (const version of versions) {
      const [native, python, wasm] = ['native', 'CPython', 'wasm'].map((engine) => best.get(`${engine} ${shape} ${version}`))
      console.log(row(shape, version, native, python, python && native && python / native, wasm, wasm && native && wasm / native))
    }
  }
}

/** A loop that makes a million instances, silently, here and in CPython 3.13. @param {Map<string, string[]>} pythons */
async function instances(pythons) {
  await run('cargo', ['build', '--release', '--package', 'gc-playground', '--bin', 'gc-playground'])
  const python = pythons.get('3.13')
  /** @type {Record<string, string[]>} */
  const engines = { ours: [join(target, 'release', 'gc-playground'), 'run', '--python', '3.13'], ...(python && { CPython: python }) }
  const script = join(root, 'scripts', 'bench-instances.py')
  /** @type {Record<string, number>} */
  const least = {}
  for (let round = 1; round <= rounds; round++) {
    for (const [engine, command] of Object.entries(engines)) {
      const [program, ...args] = [...command, script]
      const start = performance.now()
      const { status } = spawnSync(program, args)
      if (status !== 0) throw new Failure(`${program} ${args.join(' ')} failed`, 'run it alone to see why')
      least[engine] = Math.min(least[engine] ?? Infinity, performance.now() - start)
    }
  }
  console.log(`\na million instances, ms, best of ${rounds} rounds\n${row('version', 'ours', 'CPython', 'ratio')}`)
  console.log(row('3.13', least.ours, least.CPython, least.CPython && least.ours / least.CPython))
}

/** The parts that criterion measures alone: the curve over sizes, the bare pass, recordings. */
async function curve() {
  await step('criterion', () => criterion('collect-.*/3.13/|bare-pass|record|step').then(() => undefined))
  const counts = readdirSync(join(target, 'criterion', 'bare-pass')).filter((name) => /^\d+$/.test(name)).map(Number)
  console.log(`\nns an object by size\n${row('lists', ...shapes, 'bare pass')}`)
  for (const count of counts.sort((a, b) => a - b)) {
    const size = String(count)
    const times = [...shapes.map((shape) => median(`collect-${shape}`, '3.13', size)), median('bare-pass', size)]
    console.log(row(size, ...times.map((time) => time / count)))
  }
  const milliseconds = (/** @type {string[]} */ ...path) => (median(...path) / 1e6).toFixed(1)
  console.log(`\n100 000 events forth and back: ${milliseconds('record', 'forth-and-back')} ms`)
  console.log(`a line's step in a picture of 300 boxes: ${milliseconds('step', 'line')} ms`)
}

async function main() {
  if (process.argv[2] === 'embed') return embed()
  if (process.argv[2] === 'page') return page()
  const count = Number(process.argv[2] ?? 1_000_000)
  await npmPackages()
  await rust()
  const pythons = interpreters()
  /** @type {any} */
  let core
  await step('WebAssembly core', async () => {
    core = await wasm()
  })
  for (let round = 1; round <= rounds; round++) {
    for (const shape of shapes) await step(`round ${round}, ${shape}`, () => measure(shape, count, core, pythons))
  }
  table(count)
  await instances(pythons)
  await curve()
}

main().catch(die)
