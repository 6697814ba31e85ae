// What comes from outside may be anything: nothing of it is executed, nothing is lost, and no exception reaches the console.
import { readFileSync } from 'node:fs'
import { test as plain } from '@playwright/test'
import { blogTest as test, expect, open, program, setProgram } from './helpers.js'

const [{ hash, link }] = JSON.parse(readFileSync(new URL('../../www/links/golden.json', import.meta.url), 'utf8'))
const site = `http://localhost:${process.env.GC_PLAYGROUND_PORT}`
const script = `<script type="module" src="${site}/gc-playground.js"></script>`
const MARKUP = '<img src=x onerror=globalThis.executed=1>'
const BIDI = '\u202e\u2066'
/** Labels of all kinds: attributes, keys, values, a class; whatever a program can get to be written. */
const LABELS = [
  'class Node: pass',
  'n = Node()',
  `setattr(n, ${JSON.stringify(MARKUP)}, [])`,
  `setattr(n, '"]; click n1 "javascript:executed=1"', [])`,
  "setattr(n, '\\u202e\\u2066gpj.exe\\x00\\x1b[31m\\x85', [])",
  `d = {${JSON.stringify(MARKUP)}: [], '\\u202e': n, '${'k'.repeat(100_000)}': []}`,
  `setattr(n, '${'a'.repeat(100_000)}', d)`,
  `s = ['</text><script>executed=1</script>', '\\x07\\u2067', n]`,
  '',
].join('\n')

/** @param {import('@playwright/test').Page} page */
const executed = (page) => page.evaluate(() => 'executed' in globalThis)

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} text
 */
async function addEmbed(page, text) {
  await page.evaluate((content) => {
    const element = document.createElement('gc-playground')
    element.append(Object.assign(document.createElement('pre'), { textContent: content }))
    document.body.append(element)
  }, text)
}

test('a program of 10 MB in an embed is told to be too long, and stays', async ({ page, blog }) => {
  test.slow()
  await blog(script)
  const text = `a = '${'x'.repeat(10_000_000)}'\n`
  await addEmbed(page, text)
  const element = page.locator('gc-playground')
  await expect(element.locator('.start')).toContainText('too long', { timeout: 30_000 })
  expect(await element.evaluate((one) => /** @type {any} */ (one).program.length)).toBe(text.length)
  await element.evaluate((one) => { /** @type {any} */ (one).program = 'a = []\n' })
  await element.locator('.start').click()
  await expect(element.locator('.caption')).toContainText('list')
})

test('a program that is set to 10 MB leaves the figure as it is, with a word about it', async ({ page, blog }) => {
  test.slow()
  await blog(`<gc-playground><pre>a = []</pre></gc-playground>${script}`)
  await expect(page.locator('.caption')).toContainText('list')
  await page.locator('gc-playground').evaluate((one) => { /** @type {any} */ (one).program = '[' .repeat(10_000_000) })
  await expect(page.locator('.notice')).toContainText('too long')
  await expect(page.locator('.caption')).toContainText('list')
})

test('a link of 10 MB is refused, in the page and in an iframe', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'cuts addresses of this length by itself')
  test.slow()
  // Chromium takes addresses of up to 2 MB from outside, and any from the page's own script.
  for (const [path, alert] of [['/', 'gc-header'], ['/embed.html', '[role=alert]']]) {
    await page.goto(path)
    await page.evaluate((payload) => { location.hash = payload }, `1dAbCd${'a'.repeat(10_000_000)}`).catch(() => {})
    if (path === '/') await expect(page.getByRole('status').first()).toContainText('more than a program of this page can have')
    else await expect(page.locator(alert)).toContainText('more than a program of this page can have')
  }
})

test('10 MB pasted into the page are kept and not run', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'the editor itself takes its time for 10 MB: once is enough')
  test.setTimeout(180_000)
  await open(page)
  const caption = page.locator('.caption')
  const before = (await caption.textContent()) ?? ''
  await page.locator('.cm-content').focus()
  await page.keyboard.press('Control+a')
  await page.locator('.cm-content').evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'a = 1\n'.repeat(1_700_000))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(page.locator('.diagnostics')).toContainText('262144', { timeout: 60_000 })
  await page.keyboard.press('Control+z')
  await expect(caption).toHaveText(before)
})

test('hostile labels stay labels: in an embed', async ({ page, blog }) => {
  await blog(script)
  await addEmbed(page, LABELS)
  await expect(page.locator('.caption')).not.toBeEmpty()
  await expect(page.locator('gc-playground').locator('img, script')).toHaveCount(0)
  expect(await executed(page)).toBe(false)
})

test('hostile labels stay labels: in the page and in all that it exports', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'the editor takes the text out of events that a script made')
  await open(page)
  await setProgram(page, 'a = 1')
  await page.locator('.cm-content').evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    getSelection()?.selectAllChildren(element)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, LABELS)
  await expect(page.locator('gc-canvas')).toContainText('onerror')
  await expect(page.locator('img:not(.cm-widgetBuffer), gc-canvas script')).toHaveCount(0)
  expect(await executed(page)).toBe(false)
  const texts = await page.evaluate(async (text) => {
    const { load } = /** @type {any} */ (await import(/** @type {any} */ ('/engine.js')))
    const recording = (await load()).run(text, '3.13')
    recording.seek(recording.length)
    const svgs = [recording.svg(), recording.strip(recording.length - 50, recording.length, 'event')]
    return { svgs, mermaid: recording.mermaid(), dot: recording.dot() }
  }, LABELS)
  // Elsewhere, as the page's own policy forbids the styles of what is parsed there.
  const elsewhere = await page.context().newPage()
  const { names, handlers } = await elsewhere.evaluate((/** @type {string[]} */ svgs) => {
    const elements = svgs.flatMap((svg) => [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('*')])
    return {
      names: [...new Set(elements.map(({ localName }) => localName))],
      handlers: elements.flatMap((one) => [...one.attributes]).filter(({ name, value }) => name.startsWith('on') || /javascript:/i.test(value)).length,
    }
  }, texts.svgs)
  expect(names.sort()).toEqual(['circle', 'defs', 'g', 'path', 'pattern', 'rect', 'style', 'svg', 'text', 'title'])
  expect(handlers).toBe(0)
  for (const text of [...texts.svgs, texts.mermaid, texts.dot]) {
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  }
  expect(texts.mermaid).not.toMatch(/<(?!br>)|javascript:.*"\n/)
  for (const line of texts.mermaid.split('\n').filter((/** @type {string} */ one) => /^ {2}n\d+\[/.test(one))) expect(line).toMatch(/^ {2}n\d+\["[^"]*"\]$/)
  for (const line of texts.dot.split('\n').filter((/** @type {string} */ one) => /^ {2}n\d+ \[label/.test(one))) expect(line).toMatch(/^ {2}n\d+ \[label="(?:[^"\\]|\\.)*"[^"]*(?:"[^"]*")*[^"]*\]$/)
})

/** Messages that nobody in good faith sends. @type {unknown[]} */
const MESSAGES = [null, 7, 'gc-playground:hello', [], { type: 'gc-playground:hello' }, { type: 'gc-playground:height' },
  ...[-1, 0, 1e9, NaN, Infinity, '300px', { valueOf: 1 }, null].map((height) => ({ type: 'gc-playground:height', height })),
  { type: 'gc-playground:ready', toString: null }, { type: { type: {} } }, { program: 'import os', run: true }]

test('hostile messages to the iframe page change nothing, and are not answered', async ({ page, blog }) => {
  await blog(`<iframe title="A ring" src="${site}/embed.html#${hash}" style="width:100%;height:400px"></iframe>
    <iframe title="Evil" id="evil" sandbox="allow-scripts" srcdoc="<script>addEventListener('message', ({ data }) => parent.postMessage({ heard: data }, '*'))</script>"></iframe>`)
  const frame = page.frameLocator('iframe').first()
  await expect(frame.locator('.caption')).toContainText('self.name')
  const caption = await frame.locator('.caption').innerText()
  // The page around it may say hello and is told a height, and nothing but that.
  const answers = await page.evaluate(async (messages) => {
    /** @type {unknown[]} */
    const heard = []
    addEventListener('message', ({ data }) => heard.push(data))
    for (const message of messages) document.querySelector('iframe')?.contentWindow?.postMessage(message, '*')
    await new Promise((resolve) => setTimeout(resolve, 300))
    return heard
  }, MESSAGES)
  expect(answers.length).toBeGreaterThan(0)
  for (const answer of answers) expect(Object.keys(/** @type {object} */ (answer)).sort()).toEqual(['height', 'type'])
  // A frame beside it is not its parent: it is not answered.
  const beside = page.frames().find((one) => one.parentFrame() && !one.url().startsWith('http'))
  await beside?.evaluate(() => parent.frames[0].postMessage({ type: 'gc-playground:hello' }, '*'))
  const overheard = await page.evaluate(() => new Promise((resolve) => {
    addEventListener('message', ({ data }) => 'heard' in data && resolve(data))
    setTimeout(() => resolve('nothing'), 300)
  }))
  expect(overheard).toBe('nothing')
  await expect(frame.locator('.caption')).toHaveText(caption)
})

test('hostile messages to a page with frames.js neither hide a frame nor let it fill the page', async ({ page, blog }) => {
  await blog(`<iframe title="A ring" src="${site}/embed.html#${hash}&height=200" style="width:100%;height:100px"></iframe>
    <iframe title="Evil" id="evil" sandbox="allow-scripts" srcdoc="<p>evil" style="height:100px"></iframe>
    <script type="module" src="${site}/frames.js"></script>`)
  const height = (/** @type {string} */ title) => page.getByTitle(title).evaluate((one) => one.getBoundingClientRect().height)
  await expect.poll(() => height('A ring')).toBeGreaterThan(300)
  const before = await height('A ring')
  const evil = page.frames().find((one) => one.parentFrame() && !one.url().startsWith('http'))
  await evil?.evaluate((messages) => { for (const message of messages) parent.postMessage(message, '*') }, MESSAGES)
  await page.evaluate((messages) => { for (const message of messages) postMessage(message, '*') }, MESSAGES)
  await page.waitForTimeout(200)
  expect(await height('A ring')).toBe(before)
  expect(await height('Evil')).toBeLessThan(110)
})

// The browser itself logs what it could not fetch.
plain('a missing engine is told, and the program stays: in an embed, in the iframe page and in the page', async ({ page }) => {
  /** @type {Error[]} */
  const uncaught = []
  page.on('pageerror', (error) => uncaught.push(error))
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<!doctype html>Not found' }))
  await page.goto('/scenario/ring/')
  await expect(page.locator('gc-playground .start')).toContainText('could not be loaded')
  await expect(page.locator('gc-playground pre')).toContainText('class Graph')
  await page.goto(`/embed.html#${hash}`)
  await expect(page.locator('gc-playground .start')).toContainText('could not be loaded')
  expect(await page.locator('gc-playground').evaluate((one) => /** @type {any} */ (one).program)).toBe(link.program)
  await page.goto(`/#${hash}`)
  await expect(page.locator('#loading')).toContainText('could not be loaded')
  expect(uncaught).toEqual([])
})

test('blocked storage keeps no one from working, on the page or in an embed', async ({ page, blog }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('blocked', 'SecurityError') } })
    }
  })
  await open(page)
  await page.getByRole('button', { name: 'gc.collect()', exact: true }).click()
  expect(await program(page)).toContain('gc.collect()')
  await blog(`<gc-playground><pre>a = []</pre></gc-playground>${script}`)
  await expect(page.locator('.caption')).toContainText('list')
})
