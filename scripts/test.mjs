// npm test: every test; npm test -- GROUP…: only those of the groups. The last line is always "N passed, N failed".

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { chromedriver, chromium, firefox, webkit } from './browsers.mjs'
import { site, wasm } from './build.mjs'
import { Failure, Skip, die, root, run, seconds, step } from './run.mjs'
import { geckodriver, npmPackages, rust, rustLinters, wasmPack } from './tools.mjs'

/**
 * One line of the summary.
 * @typedef {object} Test
 * @property {string} group what to name on the command line
 * @property {string} name
 * @property {(() => Promise<void>)[]} needs what must be there; each says itself what it does
 * @property {() => Promise<string | void>} run
 */

/** @type {Test[]} */
const tests = [
  { group: 'rust', name: 'Rust tests', needs: [rust], run: () => cargo('test', '--workspace') },
  { group: 'wasm', name: 'wasm tests in Chromium', needs: [wasmPack, chromedriver], run: () => wasmTest('chrome') },
  { group: 'wasm', name: 'wasm tests in Firefox', needs: [wasmPack, firefox, geckodriver], run: () => wasmTest('firefox') },
  { group: 'unit', name: 'JavaScript tests', needs: [npmPackages], run: unitTests },
  { group: 'e2e', name: 'page in Chromium', needs: [npmPackages, site, chromium], run: () => playwright('chromium*') },
  { group: 'e2e', name: 'page in Firefox', needs: [npmPackages, site, firefox], run: () => playwright('firefox*') },
  { group: 'webkit', name: 'page in WebKitGTK', needs: [npmPackages, webkit, site], run: webkitTest },
]

/** @type {Test[]} */
const lints = [
  { group: 'lint', name: 'rustfmt', needs: [rustLinters], run: () => cargo('fmt', '--all', '--check') },
  { group: 'lint', name: 'clippy', needs: [rustLinters], run: () => clippy('--workspace', '--all-targets') },
  {
    group: 'lint',
    name: 'clippy for wasm32',
    needs: [rustLinters],
    run: () => clippy('--package', 'gc-playground', '--lib', '--tests', '--target', 'wasm32-unknown-unknown'),
  },
  // The page's types include those of the glue that wasm-pack writes.
  { group: 'lint', name: 'tsc: www', needs: [wasm], run: async () => void (await run('tsc', ['-p', '.'])) },
  { group: 'lint', name: 'tsc: scripts, tests', needs: [npmPackages], run: async () => void (await run('tsc', ['-p', 'scripts'])) },
]

const wanted = process.argv.slice(2)
try {
  const groups = [...new Set([...tests, ...lints].map((test) => test.group))]
  const unknown = wanted.filter((group) => !groups.includes(group) && group !== 'all')
  if (unknown.length > 0) throw new Failure(`no such group of tests: ${unknown.join(', ')}`, `name some of: all, ${groups.join(', ')}`)
  await runAll(wanted.length === 0 ? tests : [...tests, ...lints].filter(({ group }) => wanted.includes('all') || wanted.includes(group)))
} catch (error) {
  die(error)
}

/**
 * Runs the tests one after the other, whatever becomes of each, and sums up.
 * @param {Test[]} chosen
 */
async function runAll(chosen) {
  const summary = []
  const reasons = []
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, needs, run } of chosen) {
    const start = performance.now()
    /** @type {keyof typeof count} */
    let outcome = 'passed'
    let reason = ''
    try {
      for (const need of needs) await need()
      await step(name, run)
    } catch (error) {
      outcome = error instanceof Skip ? 'skipped' : 'failed'
      if (error instanceof Skip) reason = `: ${error.message}`
      else {
        console.error(error instanceof Failure ? error.message : error)
        reasons.push(`${name}:\n${String(error instanceof Error ? error.message : error).split('\n').slice(-30).join('\n')}\n`)
      }
    }
    count[outcome]++
    summary.push(`${outcome.padEnd(8)} ${name.padEnd(24)} ${seconds(start).padStart(8)}${reason}`)
  }
  // Once more at the end, where a long log is read first.
  console.log(['', ...reasons, ...summary].join('\n'))
  console.log(`${count.passed} passed, ${count.failed} failed`)
  process.exitCode = count.failed === 0 ? 0 : 1
}

/** @param {string[]} args */
async function cargo(...args) {
  await run('cargo', args)
}

/** @param {string[]} what */
async function clippy(...what) {
  await cargo('clippy', ...what, '--', '-D', 'warnings')
}

/**
 * The boundary's tests, in a headless browser.
 * @param {'chrome' | 'firefox'} browser
 */
async function wasmTest(browser) {
  const { CHROMIUM, CHROMEDRIVER, FIREFOX } = process.env
  const capabilities = join(root, 'target', `webdriver-${browser}.json`)
  mkdirSync(join(root, 'target'), { recursive: true })
  writeFileSync(capabilities, JSON.stringify(
    browser === 'chrome'
      ? { 'goog:chromeOptions': { binary: CHROMIUM, args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] } }
      : { 'moz:firefoxOptions': { binary: FIREFOX, args: ['-headless'] } },
  ))
  const driver = browser === 'chrome' && CHROMEDRIVER ? ['--chromedriver', CHROMEDRIVER] : []
  await run('wasm-pack', ['test', '--headless', `--${browser}`, ...driver, 'crate', '--test', 'web'], {
    // A browser may take its time to start on a busy machine.
    env: { WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities, WASM_BINDGEN_TEST_TIMEOUT: '120', WASM_BINDGEN_TEST_DRIVER_TIMEOUT: '60' },
  })
}

/** The tests of JavaScript modules that need no browser. */
async function unitTests() {
  const files = ['www', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  await run('node', ['--test', ...files.filter((path) => /\.test\.m?js$/.test(path) && !path.startsWith(join('tests', 'e2e')))])
}

/**
 * The page's tests, in the projects of playwright.config.js that are called so.
 * @param {string} projects
 */
async function playwright(projects) {
  const report = join(root, 'test-results', 'report.json')
  rmSync(report, { force: true })
  try {
    await run('playwright', ['test', `--project=${projects}`, '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } })
  } catch (error) {
    throw error instanceof Failure ? new Failure([error.message, ...told(report, 'unexpected')].join('\n')) : error
  }
  const flaky = told(report, 'flaky')
  return flaky.length > 0 ? `done, at the second try:\n${flaky.join('\n')}` : undefined
}

/**
 * The tests that ended so, each with its first error.
 * @param {string} report what Playwright's JSON reporter wrote
 * @param {'unexpected' | 'flaky'} status
 */
function told(report, status) {
  if (!existsSync(report)) return []
  /** @param {import('@playwright/test/reporter').JSONReportSuite} suite @returns {import('@playwright/test/reporter').JSONReportSpec[]} */
  const specs = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)]
  /** @type {import('@playwright/test/reporter').JSONReport} */
  const { suites } = JSON.parse(readFileSync(report, 'utf8'))
  return suites.flatMap(specs).flatMap(({ file, line, title, tests }) => tests.filter((test) => test.status === status).map(({ projectName, results }) =>
    `${projectName} ${file}:${line} ${title}\n${stripVTControlCharacters(results[0]?.error?.message ?? '').replaceAll(/^/gm, '    ')}`))
}

async function webkitTest() {
  await run('node', ['--test', 'tests/e2e/webkit.test.mjs'])
}
