import { readFileSync } from 'node:fs'
import { expect, open, program, screenshot, test } from './helpers.js'

const [{ hash, link }] = JSON.parse(readFileSync(new URL('../../www/links/golden.json', import.meta.url), 'utf8'))
const share = (/** @type {import('@playwright/test').Page} */ page) => page.getByRole('button', { name: 'Share' })
const says = (/** @type {import('@playwright/test').Page} */ page) => page.getByRole('status').first()

test('a shared link opens the same program at the same step', async ({ page, context, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  await page.getByRole('button', { name: 'One step back' }).click()
  const caption = await page.locator('.caption').innerText()
  const shared = await program(page)
  await share(page).focus()
  await page.keyboard.press('Enter')
  await expect(says(page)).toContainText('The link is copied')
  await screenshot(page, 'shared')
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address).toMatch(/\/#1d[\w-]{20,290}$/)
  const other = await context.newPage()
  await other.goto(address)
  await expect(other.locator('.caption')).toHaveText(caption)
  await expect.poll(() => program(other)).toBe(shared)
})

test('a link says which Python and which line', async ({ page }) => {
  await page.goto(`/#${hash}`)
  await expect.poll(() => program(page)).toBe(link.program)
  await expect(page.locator('.caption')).toContainText('self.name')
  await expect(page.getByLabel('Python version')).toHaveValue('3.13')
})

test('an edit takes the link out of the address, so that a reload keeps it', async ({ page }) => {
  await page.goto(`/#${hash}`)
  await expect.poll(() => program(page)).toBe(link.program)
  await page.getByRole('button', { name: 'gc.collect()', exact: true }).click()
  await expect(page).toHaveURL(/[^#]$/)
  await open(page)
  expect(await program(page)).not.toBe(link.program)
})

test('a broken link leaves the page whole and says what to do', async ({ page }) => {
  await page.goto(`/#${hash.slice(0, -9)}`)
  await expect(says(page)).toContainText('This link is broken')
  await expect(page.getByRole('button', { name: 'gc.collect()', exact: true })).toBeVisible()
  await page.goto('/#9dabcd')
  await expect(says(page)).toContainText('newer version')
})
