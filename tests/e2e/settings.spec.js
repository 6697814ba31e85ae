// What stays over a reload, the languages, and what the collector can be told by a click.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, open, program, screenshot, setProgram, standAt, test } from './helpers.js'

test.beforeEach(async ({ page }) => {
  await open(page)
  await page.getByLabel('Python version').selectOption('3.13')
})

test('program, step and settings are there again after a reload', async ({ page }) => {
  await setProgram(page, 'a = []\nb = [a]\nc = [b]')
  await standAt(page, 'b = ')
  await page.getByLabel('Speed').selectOption('5')
  await page.getByRole('button', { name: 'Loop' }).click()
  const caption = await page.locator('.caption').innerText()
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/ready/)
  await expect(page.locator('.caption')).toHaveText(caption, { useInnerText: true })
  await expect.poll(() => program(page)).toBe('a = []\nb = [a]\nc = [b]')
  await expect(page.getByLabel('Python version')).toHaveValue('3.13')
  await expect(page.getByLabel('Speed')).toHaveValue('5')
  await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true')
})

test('what an older or broken page left behind does no harm', async ({ page }) => {
  await page.evaluate(() => localStorage.setItem('gc-playground:1', '{"program":7,"theme":"?","position":"x","solved":3,"speed":"fast"}'))
  // The page that is left would write its own state again.
  await page.addInitScript(() => addEventListener('pagehide', (event) => event.stopImmediatePropagation(), { capture: true }))
  await page.goto('about:blank')
  await open(page)
  await expect(page.locator('gc-lesson h2')).toHaveText('A ring of three')
})

test('the page speaks German, and says so to screen readers', async ({ page }) => {
  await page.getByLabel('Settings').click()
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('gc-lesson h2')).toHaveText('Ein Ring aus dreien')
  await expect(page.getByRole('button', { name: 'Einen Schritt weiter' })).toBeVisible()
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(excess).toBeLessThanOrEqual(0)
  await screenshot(page, 'german')
})

test('the collector is told by clicks, and each generation opens to its objects @phone', async ({ page }) => {
  await setProgram(page, 'a = []')
  await page.locator('details', { has: page.getByText('gc.collect(0)') }).locator('summary').click()
  await page.getByRole('button', { name: 'gc.set_threshold' }).click()
  await page.locator('.question input').fill('5, 1')
  await page.keyboard.press('Enter')
  await expect.poll(() => program(page)).toBe('import gc\n\na = []\ngc.set_threshold(5, 1)\n')
  await expect(page.locator('.gauge .figures').first()).toHaveText(/\/ 5$/)
  await page.locator('.gauge summary').first().click()
  await expect(page.locator('.lane .chip')).toHaveText('a')
})

test('a class gets a finalizer from one of its objects', async ({ page }) => {
  await setProgram(page, 'class Node:\n    pass\n\na = Node()')
  await expect(page.locator('.box.instance')).toHaveCount(1)
  await page.locator('.box.instance').focus()
  await page.getByRole('button', { name: '__del__' }).click()
  await expect.poll(() => program(page)).toBe("class Node:\n    def __del__(self):\n        print('Node is finalized')\n\na = Node()\n")
  await page.locator('.box.instance').focus()
  await page.getByRole('button', { name: '__del__' }).click()
  await expect(page.getByRole('status').first()).toContainText('has a finalizer already')
})

test('a graph that was clicked together prints the same on a real interpreter', async ({ page }) => {
  const list = join(homedir(), '.cache/gc-playground/interpreters')
  const python = existsSync(list) && readFileSync(list, 'utf8').match(/^3\.13 (.+)$/m)?.[1]
  test.skip(!python, 'no Python 3.13 here: see tests/interpreters/setup.sh')
  await setProgram(page, 'import gc\n')
  const press = (/** @type {string} */ key) => page.keyboard.press(key)
  const box = (/** @type {number} */ nth) => page.locator('.box.instance').nth(nth)
  await page.locator('.box').first().focus()
  await press('n')
  await press('Enter')
  await expect(box(0)).toBeFocused()
  await press('n')
  await press('Enter')
  await expect(box(1)).toBeFocused()
  for (const [from, to] of [[0, 1], [1, 0]]) {
    await box(from).focus()
    await press('l')
    await box(to).focus()
    await press('Enter')
    await page.locator('.question input').fill('next')
    await press('Enter')
  }
  for (const name of ['a', 'b']) {
    await page.locator('.namespace .row', { hasText: new RegExp(`^ ?${name} `) }).focus()
    await press('Delete')
  }
  await expect(page.locator('.box.unreachable')).toHaveCount(2)
  await page.getByLabel('One more line of Python').fill("print('found', gc.collect())")
  await press('Enter')
  await expect(page.locator('.printed .stdout')).toHaveText('found 2\n')
  const script = join(mkdtempSync(join(tmpdir(), 'gc-playground-')), 'built.py')
  writeFileSync(script, await program(page))
  expect(execFileSync(String(python), ['-S', '-s', script], { encoding: 'utf8' })).toBe('found 2\n')
})
