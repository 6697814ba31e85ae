import { readFileSync } from 'node:fs'
import { expect, screenshot, test } from './helpers.js'

const [{ hash, link }] = JSON.parse(readFileSync(new URL('../../www/links/golden.json', import.meta.url), 'utf8'))
const share = (/** @type {import('@playwright/test').Page} */ page) => page.getByRole('button', { name: 'Share' })
const says = (/** @type {import('@playwright/test').Page} */ page) => page.getByRole('status').first()

test('a shared link opens the same program at the same step', async ({ page, context, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await page.getByRole('button', { name: 'One step back' }).click()
  const caption = await page.locator('.caption').innerText()
  const program = await page.getByLabel('Python program').inputValue()
  await share(page).focus()
  await page.keyboard.press('Enter')
  await expect(says(page)).toContainText('The link is copied')
  await screenshot(page, 'shared')
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address).toMatch(/\/#1d[\w-]{20,290}$/)
  const other = await context.newPage()
  await other.goto(address)
  await expect(other.locator('.caption')).toHaveText(caption)
  await expect(other.getByLabel('Python program')).toHaveValue(program)
})

test('a link says which Python and which line', async ({ page }) => {
  await page.goto(`/#${hash}`)
  await expect(page.getByLabel('Python program')).toHaveValue(link.program)
  await expect(page.locator('.caption')).toContainText('self.name')
  await expect(page.getByLabel('Python version')).toHaveValue('3.13')
})

test('an edit takes the link out of the address, so that a reload keeps it', async ({ page }) => {
  await page.goto(`/#${hash}`)
  await expect(page.getByLabel('Python program')).toHaveValue(link.program)
  await page.getByRole('button', { name: 'gc.collect()', exact: true }).click()
  await expect(page).toHaveURL(/[^#]$/)
  await page.reload()
  await expect(page.getByLabel('Python program')).not.toHaveValue(link.program)
})

test('a broken link leaves the page whole and says what to do', async ({ page }) => {
  await page.goto(`/#${hash.slice(0, -9)}`)
  await expect(says(page)).toContainText('This link is broken')
  await expect(page.getByRole('button', { name: 'gc.collect()', exact: true })).toBeVisible()
  await page.goto('/#9dabcd')
  await expect(says(page)).toContainText('newer version')
})
