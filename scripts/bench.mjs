// npm run bench: every figure that the engine is held to, beside what was wanted. A full collection on the same graphs in
// Rust, in WebAssembly and in the CPythons that are installed, in turns, so that a busy machine slows all of them; a loop
// that makes instances; random programs; recordings.
// npm run bench -- embed: what a figure in a post costs, and Pyodide beside it.
// npm run bench -- page: the page alone.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { embed } from './bench-embed.mjs'
import { page } from './bench-page.mjs'
import { optimize } from './build.mjs'
import { npmPackages, rust } from './tools.mjs'
import { Failure, ask, die, root, run, step } from './run.mjs'

const versions = ['3.10', '3.13']
const shapes = ['alive', 'garbage', 'chain']
const kinds = ['graph', 'order', 'count', 'trigger', 'text']
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

/**
 * The least time that criterion measured, in nanoseconds: what a machine that others use, too, disturbed least.
 * @param {string[]} path
 */
function least(...path) {
  const file = join(target, 'criterion', ...path, 'new', 'sample.json')
  const { iters, times } = /** @type {{ iters: number[], times: number[] }} */ (JSON.parse(readFileSync(file, 'utf8')))
  return Math.min(...times.map((time, index) => time / iters[index]))
}

/** The best of all rounds. @type {Map<string, number>} */
const best = new Map()

/** @param {string} key @param {number} time */
const note = (key, time) => best.set(key, Math.min(best.get(key) ?? Infinity, time))

/** How long something takes, in milliseconds. @param {() => void} run */
function duration(run) {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** The table: what, ours, what it is compared with, the ratio, what is wanted. @type {string[][]} */
const table = []

/**
 * One line of it; empty where something could not be measured.
 * @param {string} what @param {string} unit @param {number | undefined} ours
 * @param {string} [wanted] @param {string} [name] @param {number} [other] what it is compared with
 * @param {number} [ratio]
 */
function line(what, unit, ours, wanted = '', name = '', other, ratio) {
  /** @param {number | undefined} value */
  const number = (value) => (value === undefined ? '' : value.toFixed(value < 100 ? 1 : 0))
  table.push([what, `${number(ours)} ${unit}`, other === undefined ? '' : `${name} ${number(other)}`, ratio === undefined ? '' : `${ratio.toFixed(1)}×`, wanted])
}

function print() {
  const rows = [['', 'ours', 'beside', 'ratio', 'wanted'], ...table]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  for (const row of rows) console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('   '))
}

/** @param {string} shape @param {number} count @param {any} core @param {Map<string, string[]>} pythons */
async function collect(shape, count, core, pythons) {
  for (const [index, version] of versions.entries()) {
    await criterion(`^collect-${shape}/${version}/${count}$`)
    note(`native ${shape} ${version}`, least(`collect-${shape}`, version, String(count)) / count)
    for (let time = 0; time < rounds; time++) {
      core.build(index, count, shapes.indexOf(shape))
      note(`wasm ${shape} ${version}`, (duration(core.collect) * 1e6) / count)
    }
    const [command, ...args] = pythons.get(version) ?? []
    if (!command) continue
    const script = join(root, 'scripts', 'bench-cpython.py')
    const { stdout } = spawnSync(command, [...args, script, shape, String(count)], { encoding: 'utf8' })
    note(`CPython ${shape} ${version}`, (parseFloat(stdout) * 1e6) / count)
  }
}

/** @param {number} count */
function collections(count) {
  for (const shape of shapes) {
    for (const version of versions) {
      const [native, python, wasm] = ['native', 'CPython', 'wasm'].map((engine) => best.get(`${engine} ${shape} ${version}`))
      const what = `gc.collect(), ${count} lists, ${shape}, ${version}`
      line(what, 'ns/object', native, shape === 'chain' ? '' : '≥ 10×', 'CPython', python, python && native && python / native)
      line(`${what}, wasm`, 'ns/object', wasm, '≤ 1.5×', 'native', native, wasm && native && wasm / native)
    }
  }
}

/** A loop that makes a million instances, silently, here and in CPython 3.13. @param {Map<string, string[]>} pythons */
function instances(pythons) {
  const python = pythons.get('3.13')
  /** @type {Record<string, string[]>} */
  const engines = { ours: [join(target, 'release', 'gc-playground'), 'run', '--python', '3.13'], ...(python && { CPython: python }) }
  const script = join(root, 'scripts', 'bench-instances.py')
  for (let round = 1; round <= 2 * rounds; round++) {
    for (const [engine, [program, ...args]] of Object.entries(engines)) {
      const run = () => {
        const { status } = spawnSync(program, [...args, script])
        if (status !== 0) throw new Failure(`${program} ${args.join(' ')} failed`, 'run it alone to see why')
      }
      note(`instances ${engine}`, duration(run))
    }
  }
  const [ours, theirs] = ['ours', 'CPython'].map((engine) => best.get(`instances ${engine}`))
  line('a loop that makes 1 000 000 instances, 3.13', 'ms', ours, '≤ 2×', 'CPython', theirs, ours && theirs && ours / theirs)
}

/** Random programs, as the conformance tests have them, in one process. */
function programs() {
  const count = 400
  const folder = mkdtempSync(join(tmpdir(), 'gc-playground-bench-'))
  for (const kind of kinds) spawnSync('python3', [join(root, 'tests', 'random_programs.py'), '--kind', kind, '--count', String(count), '--folder', folder])
  const input = readdirSync(folder)
    .map((name) => `3.13 ${join(folder, name)}\n`)
    .join('')
  const run = () => {
    const { status } = spawnSync(join(target, 'release', 'examples', 'batch'), { input, maxBuffer: 1e9 })
    if (status !== 0) throw new Failure('the random programs failed', 'npm run conformance')
  }
  for (let round = 1; round <= rounds; round++) note('programs', duration(run))
  rmSync(folder, { recursive: true })
  line('random programs', 'a second', (count * kinds.length * 1e3) / (best.get('programs') ?? Infinity), '≥ 2000')
}

/** The parts that criterion measures alone: the curve over sizes, the bare pass, recordings. */
async function curve() {
  let printed = ''
  await step('criterion', async () => {
    printed = await criterion('collect-.*/3.13/|bare-pass|record|step')
  })
  const counts = readdirSync(join(target, 'criterion', 'bare-pass')).filter((name) => /^\d+$/.test(name)).map(Number)
  for (const count of counts.sort((a, b) => a - b)) {
    const bare = least('bare-pass', String(count)) / count
    for (const shape of shapes) {
      const ours = least(`collect-${shape}`, '3.13', String(count)) / count
      line(`${count} lists, ${shape}, 3.13`, 'ns/object', ours, '', 'bare pass', bare, ours / bare)
    }
  }
  line('an event of a recording', 'bytes', Number(/(\d+) bytes an event/.exec(printed)?.[1]), '≤ 24')
  line('100 000 events forth and back', 'ms', least('record', 'forth-and-back') / 1e6, '≤ 20 ms')
  line("a line's step in a picture of 300 boxes", 'ms', least('step', 'line') / 1e6)
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
  await step('native core', async () => {
    await run('cargo', ['build', '--release', '--package', 'gc-playground', '--bin', 'gc-playground', '--example', 'batch'])
  })
  for (let round = 1; round <= rounds; round++) {
    for (const shape of shapes) await step(`round ${round}, ${shape}`, () => collect(shape, count, core, pythons))
  }
  collections(count)
  instances(pythons)
  programs()
  await curve()
  print()
}

main().catch(die)
