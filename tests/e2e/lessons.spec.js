// The gallery: the page grades a prediction as the real interpreter would, whose outputs stand in tests/scenarios.
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { choose, expect, open, screenshot, setProgram, test } from './helpers.js'

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Each scenario with the beginning of the line that it asks about. */
const scenarios = [...read('www/scenarios/index.js').matchAll(/\{ id: '(\w+)', .*? ask: "([^"]+)"/g)].map(([, id, ask]) => ({ id, ask }))

/** What Python 3.13 printed where the scenario asks. @param {{ id: string, ask: string }} scenario */
function truth({ id, ask }) {
  const printed = read(`tests/scenarios/${id}.out`).split(/^== /m).find((section) => /^stdout: .*\b3\.13\b/.test(section)) ?? ''
  const words = ask.replace(/^.*print\('/, '').replace(/'$/, '')
  return printed.split('\n').find((line) => line.startsWith(words))?.match(/-?\d+|True|False/g)?.at(-1) ?? 'no such line'
}

test.beforeEach(async ({ page }) => {
  await open(page)
  await page.getByLabel('Python version').selectOption('3.13')
})

test('every scenario asks for what the real interpreter prints', async ({ page }) => {
  test.slow()
  expect(scenarios.length).toBeGreaterThanOrEqual(12)
  const lesson = page.locator('gc-lesson')
  for (const [i, scenario] of scenarios.entries()) {
    await page.locator('.open-gallery').click()
    await page.locator('.gallery .card').nth(i).click()
    await expect(lesson.locator('.ask'), scenario.id).toBeVisible()
    await screenshot(page, `scenario-${scenario.id}`)
    const answer = truth(scenario)
    if (/^\d/.test(answer)) {
      await lesson.getByRole('textbox').fill(answer)
      await page.keyboard.press('Enter')
    } else await lesson.getByRole('button', { name: answer }).click()
    await expect(lesson.locator('.verdict'), scenario.id).toContainText(`Yes: ${answer}.`)
  }
  await page.locator('.open-gallery').click()
  await expect(page.locator('.gallery .solved')).toHaveCount(scenarios.length)
})

test('a wrong prediction is answered with what the versions say, and why @phone', async ({ page }) => {
  await page.getByRole('textbox', { name: 'How many objects' }).fill('6')
  await page.keyboard.press('Enter')
  await expect(page.locator('.verdict')).toHaveText('It is 3, not 6.')
  await expect(page.locator('.versions tr', { hasText: '3.10' })).toContainText('3 Graph + 3 __dict__')
  await expect(page.locator('.versions .here')).toContainText('3 Graph')
  await page.getByRole('button', { name: 'Watch it happen' }).click()
  await expect(page.locator('.caption .tag')).toHaveText('start')
  await page.getByRole('button', { name: 'One step on' }).click()
  await expect(page.locator('.caption .tag')).toHaveText('merge_younger')
})

test('the choice of scenarios needs no mouse', async ({ page }) => {
  await page.locator('.open-gallery').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.locator('.card[aria-current=true]')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.locator('gc-lesson h2')).toHaveText('The hidden dictionaries')
})

test('the gallery and the lesson have no accessibility errors that a machine can find @themes', async ({ page }) => {
  await page.locator('.open-gallery').click()
  const { violations } = await new AxeBuilder({ page }).include('.gallery').include('gc-lesson').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)).toEqual([])
})

test('in a program of one’s own, questions come only when they are asked for', async ({ page }) => {
  const lesson = page.locator('gc-lesson')
  await setProgram(page, 'import gc\na = []\na.append(a)\ndel a\nfound = gc.collect()')
  await expect(lesson).toBeHidden()
  await page.getByLabel('Settings').click()
  await page.getByRole('button', { name: 'Before every gc.collect()' }).click()
  await page.getByRole('button', { name: 'To the start' }).click()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(lesson.locator('.ask')).toContainText('Line 5 is next')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await lesson.getByRole('textbox').fill('1')
  await page.keyboard.press('Enter')
  await expect(lesson.locator('.verdict')).toContainText('Yes: 1.')
  await choose(page, 'A ring of three')
  await expect(lesson.locator('.ask')).toBeVisible()
})
