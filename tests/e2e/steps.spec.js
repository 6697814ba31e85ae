// Time: programs run with the engine, and the picture is a function of the position.
import { AxeBuilder } from '@axe-core/playwright'
import { choose, expect, open, screenshot, setProgram, test } from './helpers.js'

test.beforeEach(async ({ page }) => {
  await open(page)
})

/** What the picture says: the boxes with their texts, badges and states. @param {import('@playwright/test').Page} page */
const picture = (page) => page.locator('.box').evaluateAll((boxes) =>
  boxes.map((box) => `${box.className.replace(/ (changed|fresh|selected)/g, '')}: ${box.textContent}`))

/** @param {import('@playwright/test').Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

test('a first visitor sees a ring that no name reaches, and how to collect it @phone', async ({ page }) => {
  await expect(page.locator('.box.unreachable')).toHaveCount(3)
  await expect(page.locator('.caption')).toContainText('No name reaches')
  await expect(page.locator('.lost')).toHaveText('3 out of reach')
  await press(page, 'gc.collect()')
  await expect(page.locator('.box.unreachable')).toHaveCount(0)
  await expect(page.locator('.result summary')).toContainText('3 unreachable')
  await screenshot(page, 'collected')
})

test('the ring prints what CPython prints', async ({ page }) => {
  for (const [version, found] of [['3.13', 3], ['3.10', 6]]) {
    await page.getByLabel('Python version').selectOption(String(version))
    if (await page.getByRole('button', { name: 'To the end' }).isEnabled()) await press(page, 'To the end')
    await expect(page.locator('.printed')).toHaveText(`unreachable: ${found}\nunreachable: 0\ngarbage: []`, { useInnerText: true })
  }
})

test('stepping back shows again what was there, in every stride', async ({ page }) => {
  for (const stride of ['line', 'phase', 'event']) {
    await page.locator(`.strides input[value=${stride}]`).check({ force: true })
    if (await page.getByRole('button', { name: 'To the start' }).isEnabled()) await press(page, 'To the start')
    await page.locator('.box').first().focus()
    /** @type {string[][]} */
    const seen = []
    for (let i = 0; i < 9; i++) {
      seen.push(await picture(page))
      await page.keyboard.press('.')
    }
    for (const before of seen.reverse()) {
      await page.keyboard.press(',')
      const now = await picture(page)
      expect(now.filter((box) => !box.includes(' ghost')), stride).toEqual(before.filter((box) => !box.includes(' ghost')))
    }
  }
})

test('the phases of a collection are shown with gc_refs', async ({ page }) => {
  await page.locator('.strides input[value=phase]').check({ force: true })
  const where = page.locator('.caption .tag')
  for (let i = 0; i < 8 && (await where.count() === 0 || await where.textContent() !== 'subtract_refs'); i++) await press(page, 'One step on')
  await expect(page.locator('.box.instance .gc-refs')).toHaveText(Array(3).fill(/^gc _refs\s+0$/))
  await expect(page.locator('.caption')).toContainText("It is 0 now for Graph 'one', Graph 'two' and Graph 'three'")
  await screenshot(page, 'subtract-refs')
})

test('automatic collections start where they do', async ({ page }) => {
  await choose(page, 'Collected by a threshold')
  await press(page, 'To the start')
  const starts = []
  const next = page.getByRole('button', { name: 'To the next collection' })
  while (await next.isEnabled()) {
    await next.click()
    starts.push(await page.locator('.caption .sentence').textContent())
  }
  expect(starts[0]).toContain('gc.collect() starts')
  expect(starts.slice(1).map((text) => text?.includes('starts by itself'))).toEqual([true, true, true])
  await press(page, 'To the end')
  await expect(page.locator('.printed .stdout').last()).toContainText('collections: 3')
  await expect(page.locator('.printed .stderr')).toHaveCount(3)
})

test('every state is free of accessibility errors that a machine can find @themes', async ({ page }) => {
  test.slow()
  const errors = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  }
  await page.locator('.box.instance').first().focus()
  expect(await errors(), 'selected').toEqual([])
  await press(page, 'gc.collect()')
  await page.locator('.result summary').click()
  expect(await errors(), 'a result opened').toEqual([])
  await setProgram(page, 'a = (\n')
  await expect(page.locator('#diagnostics')).toContainText('SyntaxError')
  expect(await errors(), 'a mistake').toEqual([])
})
