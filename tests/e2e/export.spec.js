import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, open, program, screenshot, test } from './helpers.js'

/** @param {import('@playwright/test').Page} page @param {string} item */
async function take(page, item) {
  const download = page.waitForEvent('download')
  await page.locator('.export summary').click()
  await page.locator('.export button', { hasText: item }).click()
  return readFileSync(await (await download).path())
}

test('the picture and the script can be taken away', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'over WebDriver BiDi Playwright tells nothing of downloads')
  await page.goto('/')
  await expect(page.locator('.caption')).not.toBeEmpty()
  const svg = (await take(page, 'SVG')).toString()
  expect(svg).toMatch(/^<svg [^]*no name reaches this[^]*<\/svg>\n$/)
  const png = await take(page, 'PNG')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(400)
  const script = (await take(page, 'Python')).toString()
  expect(script).toContain('# What CPython')
  expect(script).toMatch(/#   unreachable: 3\n/)
})

test('text for other tools is copied', async ({ page, context, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await page.locator('.export summary').click()
  await page.locator('.export button', { hasText: 'Mermaid' }).click()
  await expect(page.getByRole('status').first()).toContainText('copied as Mermaid')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^flowchart LR\n[^]*"\.next" -->/)
})

test('every event can be taken away, as the published schema says', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'over WebDriver BiDi Playwright tells nothing of downloads')
  await open(page)
  const trace = (await take(page, 'JSON')).toString()
  const schema = await (await page.request.get('/schema/trace.json')).json()
  const isValid = new Ajv2020().compile(schema)
  const [head, ...events] = trace.trimEnd().split('\n').map((line) => JSON.parse(line))
  for (const line of [head, ...events]) expect(isValid(line), `${JSON.stringify(line)} ${JSON.stringify(isValid.errors)}`).toBe(true)
  expect(isValid({ ...events[0], position: -1 })).toBe(false)
  expect(head).toMatchObject({ trace: 1, program: await program(page), length: events.length })
  expect(new Set(events.map(({ kind }) => kind)).size).toBeGreaterThan(8)
})

test('several steps become one image, side by side or one after the other', async ({ page, browserName }) => {
  await open(page)
  await page.locator('.export summary').click()
  await page.locator('.export button', { hasText: 'Steps' }).click()
  const dialog = page.getByRole('dialog')
  const image = dialog.getByRole('img')
  await expect(image).toBeVisible()
  /** @param {string} label @param {string} number */
  const choose = async (label, number) => {
    const field = dialog.getByLabel(label)
    if (browserName !== 'firefox') {
      await field.fill(number)
      return field.blur()
    }
    // Over WebDriver BiDi `fill` appends to what a number field holds.
    await field.evaluate((input, value) => {
      /** @type {HTMLInputElement} */ (input).value = value
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }, number)
  }
  await choose('From step', '17')
  const width = () => image.evaluate((one) => /** @type {HTMLImageElement} */ (one).naturalWidth)
  await expect.poll(width).toBeGreaterThan(800)
  await screenshot(page, 'steps-dialog')
  await choose('From step', '99')
  await choose('to step', '3')
  await expect(dialog.getByRole('alert')).toContainText('must not be after')
  await choose('From step', '1')
  await dialog.getByRole('radio', { name: 'Animation' }).check()
  await expect.poll(width).toBeGreaterThan(400)
  test.skip(browserName === 'firefox', 'over WebDriver BiDi Playwright tells nothing of downloads')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const png = readFileSync(await (await download).path())
  const frames = png.toString('latin1').split('fcTL').length - 1
  expect([png.subarray(1, 4).toString(), png.subarray(37, 41).toString(), frames]).toEqual(['PNG', 'acTL', 3])
})

test('the embed dialog writes what shows the same program elsewhere @phone', async ({ page }) => {
  await page.goto('/')
  await page.locator('.export summary').click()
  await screenshot(page, 'export')
  await page.locator('.export button', { hasText: 'Embed' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('What to paste')).toHaveValue(/<gc-playground python="[\d.]+" at="l\d+">\n\n<pre>\n[^]*class Graph:/)
  await expect(dialog.locator('gc-playground .caption')).toContainText('three')
  await screenshot(page, 'embed-dialog')
  await dialog.getByLabel('As JSX').check()
  await expect(dialog.getByLabel('What to paste')).toHaveValue(/^<script async [^]*<pre>\{`\\\n  [^]*class Graph:[^]*\n`\}<\/pre><\/gc-playground>$/)
  await screenshot(page, 'embed-dialog-jsx')
  await dialog.getByRole('radio', { name: 'iframe' }).check()
  await dialog.getByLabel('Theme').selectOption('dark')
  await expect(dialog.getByLabel('What to paste')).toHaveValue(/embed\.html#1d[\w-]+&amp;theme=dark"/)
  await expect(page.frameLocator('dialog iframe').locator('.caption')).toContainText('three')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
