import { AxeBuilder } from '@axe-core/playwright'
import { expect, screenshot, test } from './helpers.js'

test('the page starts, with the engine, and says what it is @themes', async ({ page }) => {
  const wasm = page.waitForResponse(/\.wasm$/)
  await page.goto('/')
  expect((await wasm).ok()).toBe(true)
  await expect(page).toHaveTitle(/gc-playground/i)
  await expect(page.getByRole('button', { name: 'gc.collect()', exact: true })).toBeVisible()
  await screenshot(page, 'start')
})

test('the page has no accessibility errors that a machine can find @themes', async ({ page }) => {
  test.slow()
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'gc.collect()', exact: true })).toBeVisible()
  const errors = async () => (await new AxeBuilder({ page }).analyze()).violations
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  expect(await errors()).toEqual([])
  await page.getByLabel('Settings').click()
  await page.getByRole('button', { name: 'High contrast' }).click()
  expect(await errors(), 'high contrast').toEqual([])
  await screenshot(page, 'contrast')
})

test('the page is not wider than the window @phone', async ({ page }) => {
  await page.goto('/')
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(excess).toBeLessThanOrEqual(0)
})
