// npm run bench -- embed: what a figure in a post costs, and the same beside Pyodide, a whole CPython in the browser. All is
// served compressed (brotli), with caches empty unless it is said, to headless Chromium.

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { chromium } from './browsers.mjs'
import { site } from './build.mjs'
import { servePacked } from './packed.mjs'
import { Failure, step } from './run.mjs'

const ROUNDS = 5
const PROGRAM = 'import gc\nclass Node: pass\na = Node()\na.me = a\ndel a\nprint(gc.collect())\n'
/** As Lighthouse has it. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const pyodide = join(homedir(), '.cache', 'gc-playground', 'pyodide', 'node_modules', 'pyodide')

const figure = (attributes = '') => `<gc-playground ${attributes}><pre>${PROGRAM}</pre></gc-playground>`
const script = '<script type="module" src="/gc-playground.js"></script>'
/** @type {Record<string, string>} the pages that are measured */
const pages = {
  '/result': `${figure()}${script}<script type="module">
    await customElements.whenDefined('gc-playground')
    const element = document.querySelector('gc-playground')
    element.addEventListener('gc-collect', () => { globalThis.done ??= performance.now() })
    await element.seek('end')</script>`,
  '/pyodide': `<script type="module">
    import { loadPyodide } from '/pyodide/pyodide.mjs'
    const python = await loadPyodide({ stdout: () => {} })
    python.runPython(${JSON.stringify(PROGRAM)})
    globalThis.done = performance.now()</script>`,
  '/touch': `<div style="height:5000px"></div>${figure()}${script}`,
  '/twenty': `<div style="height:3000px">Far above.</div>${figure('at="5"').repeat(20)}<div style="height:1000px"></div>${script}`,
}

/** @typedef {import('playwright-core').Page} Page @typedef {import('playwright-core').Browser} Browser */

const median = (/** @type {number[]} */ times) => times.toSorted((a, b) => a - b)[times.length >> 1]

/**
 * Opens a page with empty caches and gives what the measuring says, the median of the rounds.
 * @param {Browser} browser @param {string} address @param {typeof SLOW_4G | undefined} network
 * @param {(page: Page) => Promise<number>} measure @param {number} [rounds]
 */
async function rounds(browser, address, network, measure, rounds = ROUNDS) {
  const times = []
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
    const page = await context.newPage()
    if (network) {
      const session = await context.newCDPSession(page)
      await session.send('Network.emulateNetworkConditions', network)
    }
    await page.goto(address)
    times.push(await measure(page))
    await context.close()
  }
  return median(times)
}

/** Until the page says that it has the result, from the start of its loading. @param {Page} page */
const untilDone = async (page) => {
  await page.waitForFunction(() => 'done' in globalThis, undefined, { timeout: 180_000 })
  return page.evaluate(() => /** @type {any} */ (globalThis).done)
}

/** From a touch to the first picture, of a figure that is far off. @param {Page} page */
async function untilPicture(page) {
  await page.waitForFunction(() => customElements.get('gc-playground'))
  return page.evaluate(() => new Promise((resolve) => {
    const { shadowRoot } = /** @type {HTMLElement} */ (document.querySelector('gc-playground'))
    const start = performance.now()
    const look = () => shadowRoot?.querySelector('gc-canvas .box') ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look)
    shadowRoot?.querySelector('.start')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    look()
  }))
}

/**
 * What a page fetches until it has the result, in KB as it is sent.
 * @param {Browser} browser @param {Awaited<ReturnType<typeof servePacked>>} server @param {string} path
 */
async function weight(browser, { home, read }, path) {
  const page = await browser.newPage()
  /** @type {Set<string>} */
  const fetched = new Set()
  page.on('request', (request) => request.url().startsWith(home) && fetched.add(new URL(request.url()).pathname))
  await page.goto(home + path)
  await untilDone(page)
  await page.close()
  return [...fetched].filter((one) => !pages[one]).reduce((sum, one) => sum + read(one).length / 1024, 0)
}

/** Scrolls past twenty figures, and counts. @param {Browser} browser @param {string} home */
async function twenty(browser, home) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  const page = await context.newPage()
  let requests = 0
  page.on('request', (request) => { requests += Number(request.url().endsWith('.wasm')) })
  await page.addInitScript(() => {
    const shared = /** @type {any} */ (globalThis)
    shared.long = []
    new PerformanceObserver((list) => shared.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true })
    const { instantiateStreaming } = WebAssembly
    WebAssembly.instantiateStreaming = async (...args) => {
      const made = await instantiateStreaming(...args)
      shared.memory = made.instance.exports.memory
      return made
    }
  })
  await page.goto(`${home}/twenty`)
  await page.waitForFunction(() => customElements.get('gc-playground'))
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).long.length = 0
    return new Promise((resolve) => {
      const on = () => {
        scrollBy(0, 40)
        if (scrollY + innerHeight + 2 < document.documentElement.scrollHeight) requestAnimationFrame(on)
        else setTimeout(resolve, 1500)
      }
      on()
    })
  })
  const alive = await page.locator('gc-playground .frame.live').count()
  const { long, wasm } = await page.evaluate(() => {
    const { long, memory } = /** @type {any} */ (globalThis)
    return { long, wasm: memory.buffer.byteLength }
  })
  const session = await context.newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await context.close()
  return { requests, alive, long, heap: (usedSize + wasm) / 2 ** 20, wasm: wasm / 2 ** 20 }
}

/** @param {string} what @param {number} value @param {string} unit @param {number} aim at most */
const tell = (what, value, unit, aim) =>
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 10 ? 1 : 0).padStart(7)} ${unit}  (aim: ${aim})${value > aim ? '  MISSED' : ''}`)

/** Measures and prints. */
export async function embed() {
  await site()
  await chromium()
  const server = await servePacked(pages, { pyodide })
  const { home } = server
  const browser = await playwright.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    /** @type {Record<string, number>} */
    const ours = {}
    await step('figures', async () => {
      ours.size = await weight(browser, server, '/result')
      ours.result = await rounds(browser, `${home}/result`, undefined, untilDone)
      ours.slowResult = await rounds(browser, `${home}/result`, SLOW_4G, untilDone, 3)
      ours.warm = await rounds(browser, `${home}/touch`, undefined, async (page) => {
        await untilPicture(page)
        await page.reload()
        return untilPicture(page)
      })
      ours.slow = await rounds(browser, `${home}/touch`, SLOW_4G, untilPicture, 3)
    })
    const many = await twenty(browser, home)
    tell('a figure with all that it needs, brotli', ours.size, 'KB', 250)
    tell('from touch to the first picture, warm cache', ours.warm, 'ms', 200)
    tell('from touch to the first picture, slow 4G', ours.slow, 'ms', 1500)
    tell('twenty figures: requests for the engine', many.requests, '  ', 1)
    tell(`twenty figures: heap (of it WebAssembly ${many.wasm.toFixed(0)} MB), ${many.alive} alive`, many.heap, 'MB', 60)
    tell(`twenty figures: longest of ${many.long.length} long tasks while scrolling`, Math.max(0, ...many.long), 'ms', 50)
    if (!existsSync(pyodide)) return console.log('\nNo Pyodide to compare with: npm install --prefix ~/.cache/gc-playground/pyodide pyodide')
    const theirs = { size: 0, result: 0, slowResult: 0 }
    await step('Pyodide', async () => {
      theirs.size = await weight(browser, server, '/pyodide')
      theirs.result = await rounds(browser, `${home}/pyodide`, undefined, untilDone)
      theirs.slowResult = await rounds(browser, `${home}/pyodide`, SLOW_4G, untilDone, 1)
    })
    console.log(`\n${''.padEnd(46)}${'here'.padStart(9)}${'Pyodide'.padStart(9)}${'times'.padStart(7)}`)
    const row = (/** @type {string} */ what, /** @type {number} */ a, /** @type {number} */ b) =>
      console.log(`${what.padEnd(46)}${a.toFixed(0).padStart(9)}${b.toFixed(0).padStart(9)}${(b / a).toFixed(1).padStart(7)}`)
    row('download, KB', ours.size, theirs.size)
    row('page to first gc.collect() result, ms', ours.result, theirs.result)
    row('the same on slow 4G, ms', ours.slowResult, theirs.slowResult)
  } catch (error) {
    throw error instanceof Error && /Timeout/.test(error.message) ? new Failure(`a page did not answer: ${error.message}`, 'close what else keeps the machine busy') : error
  } finally {
    await browser.close()
    server.close()
  }
}
