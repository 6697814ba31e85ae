// npm run bench -- page: how long a click takes until its picture stands, how fast steps play, and what Lighthouse says.
// The built site is served and measured in headless Chromium without waiting for a display.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { chromium } from './browsers.mjs'
import { site } from './build.mjs'
import { servePacked } from './packed.mjs'
import { Failure, run, step } from './run.mjs'

const ROUNDS = 15
/** What is hoped for. */
const AIMS = { 'a click at 300 objects': 16, 'a click in 5000 lines': 50, 'a step at 300 objects': 1000 / 60 }

const CLASS = 'class Node:\n    def __init__(self, next):\n        self.next = next\n'

/** 300 objects, each with a reference to another. */
const objects = `${CLASS}\nnodes = []\nfor number in range(299):\n    nodes.append(Node(nodes))\n`

/** 5000 lines that keep 40 names busy, and are done before a recording is full: after that a click is refused. */
const lines = Array.from({ length: 5000 }, (_, i) => (i < 40 || i % 2 ? `n${i % 40} = []\n` : `n${i % 40}.append(n${(i * 7) % 40})\n`)).join('')

/** The middle of the measured times. @param {number[]} times */
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1]

/**
 * Opens a program, as a reload finds it.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {string} program
 */
async function open(browser, url, program) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await page.addInitScript((text) => localStorage.setItem('gc-playground:1', JSON.stringify({ program: text, version: '3.13' })), program)
  await page.goto(url)
  await page.waitForSelector('html.ready .box')
  await page.waitForSelector('.cm-content')
  if (await page.locator('.diagnostics li').count()) throw new Failure('the measured program does not run to its end')
  return page
}

/**
 * From a click until the frame that shows what it did is painted, and how much of that the page worked.
 * @param {import('playwright-core').Page} page
 */
const click = (page) => page.evaluate(async (rounds) => {
  const menu = /** @type {HTMLDetailsElement} */ (document.querySelector('.add-menu'))
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    // The message comes once the frame is painted.
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve(undefined)
    port2.postMessage(undefined)
  }))
  /** @type {number[]} */
  const times = []
  for (let round = 0; round < rounds; round++) {
    menu.open = true
    await painted()
    const list = /** @type {HTMLElement} */ (menu.querySelector('hr + button'))
    const start = performance.now()
    list.click()
    await painted()
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return times
}, ROUNDS)

/** Steps by event, one a frame, as fast as frames come. @param {import('playwright-core').Page} page */
const steps = (page) => page.evaluate(async (count) => {
  const viewport = /** @type {Element} */ (document.querySelector('gc-canvas .viewport'))
  /** @type {number[]} */
  const times = []
  await new Promise((resolve) => {
    let last = performance.now()
    const tick = () => {
      const now = performance.now()
      times.push(now - last)
      last = now
      viewport.dispatchEvent(new KeyboardEvent('keydown', { key: ',', bubbles: true }))
      if (times.length < count) requestAnimationFrame(tick)
      else resolve(undefined)
    }
    requestAnimationFrame(tick)
  })
  return times.slice(2)
}, 120)

/** The last Lighthouse that runs on Node 20. It is not one of our packages: nothing else needs its hundred megabytes. */
const LIGHTHOUSE = 'lighthouse@12.8.2'

/** Lighthouse's scores, and what keeps them down. @param {string} url @param {string[]} options */
async function lighthouse(url, ...options) {
  const categories = ['performance', 'accessibility', 'best-practices']
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'))
  try {
    const report = join(folder, 'report.json')
    await run('npx', ['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${report}`, `--only-categories=${categories}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu', ...options], { env: { CHROME_PATH: String(process.env.CHROMIUM) }, cwd: folder })
    const found = JSON.parse(readFileSync(report, 'utf8'))
    const weak = Object.values(found.audits).filter((/** @type {any} */ { score }) => score !== null && score < 0.9)
    return `${categories.map((name) => `${name} ${Math.round(found.categories[name].score * 100)}`).join(', ')}; the aim is 95${
      weak.length ? `; below 90: ${weak.map((/** @type {any} */ { id, displayValue = '' }) => `${id} ${displayValue}`.trim()).join(', ')}` : ''}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** All of it. */
export async function page() {
  await site()
  await chromium()
  const { home, close } = await servePacked()
  const url = `${home}/`
  const browser = await playwright.launch({
    executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  })
  try {
    /** @param {keyof typeof AIMS} name @param {string} program @param {(page: import('playwright-core').Page) => Promise<number[]>} work */
    const measure = (name, program, work) => step(name, async () => {
      const page = await open(browser, url, program)
      const times = await work(page)
      await page.close()
      const worst = Math.max(...times)
      return `${median(times).toFixed(1)} ms, at worst ${worst.toFixed(1)}; the aim is ${AIMS[name].toFixed(1)}`
    })
    await measure('a click at 300 objects', objects, click)
    await measure('a click in 5000 lines', lines, click)
    await measure('a step at 300 objects', objects, steps)
    await browser.close()
    for (const path of ['', 'tutorial/']) {
      await step(`Lighthouse, desktop, /${path}`, async () => lighthouse(url + path, '--preset=desktop'))
      await step(`Lighthouse, phone, /${path}`, async () => lighthouse(url + path))
    }
  } finally {
    await browser.close()
    close()
  }
}
