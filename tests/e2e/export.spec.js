import { readFileSync } from 'node:fs'
import { expect, screenshot, test } from './helpers.js'

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

test('the embed dialog writes what shows the same program elsewhere', async ({ page }) => {
  await page.goto('/')
  await page.locator('.export summary').click()
  await screenshot(page, 'export')
  await page.locator('.export button', { hasText: 'Embed' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('What to paste')).toHaveValue(/<gc-playground python="[\d.]+" at="l\d+"><pre>\n[^]*class Graph:/)
  await expect(dialog.locator('gc-playground .caption')).toContainText('three')
  await screenshot(page, 'embed-dialog')
  await dialog.getByRole('radio', { name: 'iframe' }).check()
  await dialog.getByLabel('Theme').selectOption('dark')
  await expect(dialog.getByLabel('What to paste')).toHaveValue(/embed\.html#1d[\w-]+&amp;theme=dark"/)
  await expect(page.frameLocator('dialog iframe').locator('.caption')).toContainText('three')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
