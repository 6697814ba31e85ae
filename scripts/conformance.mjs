// npm run conformance -- [--seed N] [--count K] [--kind KIND] [--python VERSION] [--record] [--report]
//
// Random programs on the engine and on the real interpreters: writes K programs of every kind (tests/random_programs.py),
// runs each under every version, and compares what they print. The first of a kind that differs is shrunk: lines between its
// marks are left out while it still differs. Run tests/interpreters/setup.sh first.
//
// --record uses the recorder of the page. --report writes the table of behaviours and versions, www/conformance.html, from
// the recordings (no interpreter is needed), and compares no random programs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Interpreter, interpreters, simulate } from './conformance/answers.mjs'
import { report } from './conformance/report.mjs'
import { die, root, run, seconds, step } from './run.mjs'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '0' },
    count: { type: 'string', default: '100' },
    kind: { type: 'string', multiple: true, default: ['graph', 'order', 'count', 'trigger', 'text'] },
    python: { type: 'string', multiple: true },
    record: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
})

try {
  await step('engine', () => run('cargo', ['build', '--quiet', '--release', '--package', 'gc-playground', '--example', 'batch']).then(() => {}))
  if (options.report) await step('report', report)
  else process.exitCode = (await compare()) === 0 ? 0 : 1
} catch (error) {
  die(error)
}

/** How many random programs differ. */
async function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  let wrong = 0
  for (const [version, command] of interpreters()) {
    if (options.python && !options.python.includes(version)) continue
    const interpreter = new Interpreter(version, command)
    for (const kind of options.kind) {
      const files = programs(kind, folder)
      const expected = await interpreter.ask(files)
      const start = performance.now()
      const actual = await simulate(version, files, options)
      const different = files.filter((_, index) => differ(expected[index], actual[index]))
      console.log(`${kind} on ${version}: ${different.length} of ${files.length} programs differ (engine: ${seconds(start)})`)
      wrong += different.length
      if (different.length > 0) await explain(interpreter, version, different[0], join(folder, 'shrunk.py'))
    }
  }
  rmSync(folder, { recursive: true })
  return wrong
}

/** @param {string} kind @param {string} folder */
function programs(kind, folder) {
  const script = join(root, 'tests/random_programs.py')
  execFileSync('python3', [script, '--kind', kind, '--seed', options.seed, '--count', options.count, '--folder', folder])
  const names = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.py'))
  return names.sort().map((name) => join(folder, name))
}

/** @typedef {import('./conformance/answers.mjs').Answer} Answer */

/** @param {Answer} a @param {Answer} b */
function differ(a, b) {
  return a.stdout !== b.stdout || a.stderr !== b.stderr || a.status !== b.status
}

/**
 * Shrinks a program and prints it with both answers.
 * @param {Interpreter} interpreter @param {string} version @param {string} file @param {string} shrunk where to write it
 */
async function explain(interpreter, version, file, shrunk) {
  const answers = async () => Promise.all([interpreter.ask([shrunk]), simulate(version, [shrunk])]).then((both) => both.flat())
  let lines = readFileSync(file, 'utf8').split('\n')
  const [{ status }] = await interpreter.ask([file])
  for (let size = 64; size >= 1; size >>= 1)
    for (let at = lines.indexOf('# end') - size; at > lines.indexOf('# begin'); at -= size) {
      const fewer = [...lines.slice(0, at), ...lines.slice(at + size)]
      writeFileSync(shrunk, fewer.join('\n'))
      const [expected, actual] = await answers()
      // Another status: half a statement was left out.
      if (expected.status === status && differ(expected, actual)) lines = fewer
    }
  writeFileSync(shrunk, lines.join('\n'))
  const [expected, actual] = await answers()
  console.log(`${basename(file)}, shrunk:\n${lines.slice(lines.indexOf('# begin')).join('\n')}`)
  for (const [name, { stdout, stderr, status }] of /** @type {[string, Answer][]} */ ([['CPython', expected], ['here', actual]]))
    console.log(`${name} (exit ${status}):\n${stdout}\n${stderr}`)
}
