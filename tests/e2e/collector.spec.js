// The collector at work: its phases and generations, what its numbers are made of, and what it would free.
import { AxeBuilder } from '@axe-core/playwright'
import { choose, expect, open, screenshot, setProgram, standAt, test } from './helpers.js'

test.beforeEach(async ({ page }) => {
  await open(page)
  await page.getByLabel('Python version').selectOption('3.13')
})

/** @param {import('@playwright/test').Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** @param {import('@playwright/test').Page} page */
async function errors(page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
}

test('the phases of a collection stand in a strip, and each can be gone to @themes', async ({ page }) => {
  const strip = page.locator('gc-phases')
  await expect(strip.locator('li')).toHaveText(['line 18', 'line 19'])
  await strip.getByRole('button', { name: 'line 18' }).click()
  await expect(strip.locator('[aria-current=step]')).toHaveText('start')
  await strip.getByRole('button', { name: 'move_unreachable' }).click()
  await expect(page.locator('.caption .tag')).toHaveText('move_unreachable')
  await expect(strip.locator('[aria-current=step]')).toHaveText('move_unreachable')
  await expect(page.locator('.box.tentative')).toHaveCount(3)
  // What was found unreachable counts with the generation that was collected.
  await expect(page.locator('.gauge').nth(2)).toContainText('3 unreachable')
  await expect(page.locator('.gauge').nth(2).locator('.members .lost')).toHaveCount(3)
  await screenshot(page, 'phases')
  expect(await errors(page)).toEqual([])
  await press(page, 'To the end')
  await expect(strip.locator('li')).toHaveText(['line 18 → 3', 'line 19 → 0'])
})

test('objects that grow older are seen to move', async ({ page }) => {
  await setProgram(page, 'import gc\na = []\nb = [a]\ngc.collect(0)\ngc.collect(1)\n')
  await standAt(page, 'b = ')
  await expect(page.locator('.gauge').nth(0).locator('.members i')).toHaveCount(2)
  await press(page, 'One step on')
  await expect(page.locator('.gauge').nth(1)).toContainText('+2 moved in')
  await press(page, 'One step on')
  await expect(page.locator('.gauge').nth(2)).toContainText('+2 moved in')
  await expect(page.locator('.gauge').nth(2).locator('.members .new')).toHaveCount(2)
})

test('each number of gc.get_count() is made of what it counted', async ({ page }) => {
  await setProgram(page, 'import gc\ngc.collect()\na = []\nb = [a]\nc = {1: a}\ndel b\ngc.collect(0)\nd = []\n')
  await standAt(page, 'del b')
  const gauge = page.locator('.gauge').first()
  await expect(gauge.locator('.figures')).toHaveText('3 / 2000')
  await gauge.locator('summary').click()
  await expect(gauge.locator('.tally li')).toHaveText(['2 list', '1 dict'])
  await page.keyboard.press('Escape')
  await press(page, 'To the end')
  await page.locator('.gauge').nth(1).locator('summary').click()
  const tally = page.locator('.gauge').nth(1).locator('.tally')
  await expect(tally).toHaveText(/1\s+Generation 0, asked for at line 7/)
  await tally.getByRole('button').click()
  await expect(page.locator('gc-phases [aria-current=step]')).toHaveText('start')
})

test('the rule of a quarter is told where it decides', async ({ page }) => {
  await setProgram(page, 'import gc\nold = [[] for i in range(200)]\ngc.collect()\ngc.set_threshold(2, 1, 1)\nkept = []\nfor i in range(20):\n    kept.append([])\n')
  await press(page, 'To the end')
  const old = page.locator('.gauge').nth(2)
  await expect(old.locator('.waits')).toContainText(/left out: \d+ of 2\d\d is under 25 %/)
  await old.locator('summary').click()
  await expect(old).toContainText('The 25 % rule')
})

test('the incremental collector has names of its own', async ({ page }) => {
  await page.getByLabel('Python version').selectOption('3.14.2')
  await expect(page.locator('.gauge-name')).toHaveText(['young', 'visited', 'pending'])
  await page.locator('.gauge').nth(2).locator('summary').click()
  await expect(page.locator('.gauge').nth(2)).toContainText('still wait for an increment')
})

test('what a collection would free is marked, and the collection frees just that @themes', async ({ page }) => {
  await press(page, 'Mark garbage')
  await expect(page.locator('gc-marking')).toContainText('gc.collect() would free 3 Graph')
  await expect(page.locator('.box[data-doom]')).toHaveCount(3)
  expect(await errors(page)).toEqual([])
  await screenshot(page, 'garbage-marked')
  await page.locator('gc-phases').getByRole('button', { name: 'line 18' }).click()
  await expect(page.locator('gc-marking')).toContainText('This collection frees 3 Graph')
  await expect(page.locator('.box[data-doom]')).toHaveCount(3)
  await press(page, 'To the end')
  await expect(page.locator('gc-marking')).toContainText('would free nothing')
  await choose(page, 'Saved by its finalizer')
  await expect(page.locator('gc-marking')).toContainText('__del__()')
})

test('while the program cannot be read, its last picture stays @themes', async ({ page }) => {
  await page.locator('.cm-content').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('x = )')
  await expect(page.locator('#diagnostics')).toContainText('SyntaxError')
  await expect(page.locator('.box.unreachable')).toHaveCount(3)
  await expect(page.locator('.says')).toContainText('cannot be read yet')
  expect(await errors(page)).toEqual([])
  await screenshot(page, 'stale')
  await press(page, 'To the end')
  await expect(page.locator('.printed .stdout')).toContainText('unreachable: 3')
  await page.locator('.cm-content').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('7')
  await expect(page.locator('.namespace .row', { hasText: /^ ?x/ })).toHaveCount(1)
  await expect(page.locator('.says')).toHaveText(/^\s*$/)
})

test('boxes that two versions draw differently are marked, and in what they differ @phone', async ({ page }) => {
  await setProgram(page, 'def look(thing):\n    here = [thing]\n    return here\nlook([])\n')
  await standAt(page, '    here')
  await press(page, 'Compare')
  await expect(page.getByLabel('Compared with')).toHaveValue('3.10')
  // 3.10 keeps the argument on the caller's stack during the call.
  await expect(page.locator('gc-canvas .box[data-differs]')).toHaveAttribute('data-differs', 'count')
  await expect(page.locator('.other .box[data-differs]')).toHaveCount(1)
  await screenshot(page, 'compare-marked')
  await press(page, 'To the end')
  await expect(page.locator('.box[data-differs]')).toHaveCount(0)
})
