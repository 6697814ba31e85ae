// Building by clicking: every gesture writes the Python that a person would have written.
import { expect, open, program, setProgram, standAt, test } from './helpers.js'

/** The line after which the ring is closed and still has its names. */
const CLOSED = 'three.next = one'

test.beforeEach(async ({ page }) => {
  await open(page)
  await standAt(page, CLOSED)
  await expect(page.locator('.caption')).toContainText(CLOSED)
})

/** The lines right after the ring is closed, where the gestures write. @param {import('@playwright/test').Page} page */
const written = async (page) => (await program(page)).split(`${CLOSED}\n`)[1].split('\n\n')[0]

/** @param {import('@playwright/test').Page} page @param {string} name */
const graph = (page, name) => page.locator('.box', { has: page.locator('.value', { hasText: `'${name}'` }) })

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').Locator} from
 * @param {import('@playwright/test').Locator} to
 */
async function drag(page, from, to) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new Error('nothing to drag')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 3, end.y + 8, { steps: 5 })
  await page.mouse.up()
}

test('an object is made under the next free name, with what its class requires @phone', async ({ page }) => {
  await page.getByText('Object', { exact: true }).click()
  await page.getByRole('button', { name: 'an instance of Graph' }).click()
  expect(await written(page)).toBe("a = Graph('a')")
  await expect(graph(page, 'a')).toBeVisible()
})

test('by keyboard alone: choose, L, choose the target, name the slot', async ({ page }) => {
  await graph(page, 'one').focus()
  await page.keyboard.press('l')
  await graph(page, 'two').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.question input')).toBeFocused()
  await page.keyboard.type('friend')
  await page.keyboard.press('Enter')
  expect(await written(page)).toBe('one.friend = two')
  await page.keyboard.press('Control+z')
  expect(await program(page)).not.toContain('friend')
})

test('a new object is selected, so that the next key is about it', async ({ page }) => {
  await graph(page, 'one').focus()
  await page.keyboard.press('n')
  await page.keyboard.press('Enter')
  await expect(graph(page, 'a')).toBeFocused()
  await page.keyboard.press('l')
  await graph(page, 'two').focus()
  await page.keyboard.press('Enter')
  await page.locator('.question .chip', { hasText: 'next' }).click()
  expect(await written(page)).toBe("a = Graph('a')\na.next = two")
})

test('a slot and a name are rebound by their arrows', async ({ page }) => {
  await drag(page, graph(page, 'one').locator('.row.refers .port').first(), graph(page, 'three'))
  expect(await written(page)).toBe('one.next = three')
  await drag(page, page.locator('.namespace .row', { hasText: 'two' }).locator('.port'), graph(page, 'one'))
  expect(await written(page)).toBe('one.next = three\ntwo = one')
})

test('by touch: the object, the tool, the target, the slot @phone', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'only a phone is touched')
  await graph(page, 'one').tap()
  await page.getByRole('button', { name: 'Reference' }).tap()
  await graph(page, 'three').tap()
  await page.locator('.question .chip', { hasText: 'next' }).tap()
  expect(await written(page)).toBe('one.next = three')
})

test('a name and a reference are deleted, an object is not @phone', async ({ page }) => {
  await graph(page, 'one').focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('status')).toContainText('not objects')
  await graph(page, 'one').locator('.row.refers').first().focus()
  await page.keyboard.press('Delete')
  expect(await written(page)).toBe('del one.next')
  await page.locator('.namespace .row', { hasText: 'two' }).focus()
  await page.keyboard.press('Delete')
  expect(await written(page)).toBe('del one.next\ndel two')
})

test('what no name reaches is marked with words and cannot be touched', async ({ page }) => {
  await standAt(page, 'one = two = three = None')
  await expect(page.locator('.box.unreachable')).toHaveCount(3)
  await expect(page.locator('.box.unreachable .words').first()).toContainText('no name reaches this')
  const before = await program(page)
  await page.locator('.box.unreachable').first().focus()
  await page.keyboard.press('l')
  await page.locator('.box.unreachable').last().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('no line of Python can touch it')
  expect(await program(page)).toBe(before)
})

test('the result of a collection opens to the very objects that it counted @phone', async ({ page }) => {
  for (const [version, sum] of [['3.13', ['3 Graph']], ['3.10', ['3 Graph', '3 __dict__']]]) {
    await page.getByLabel('Python version').selectOption(version)
    await standAt(page, "print('unreachable:'")
    await page.locator('.result summary').click()
    await expect(page.locator('.result .chip')).toHaveText(sum)
    await expect(page.locator('.box[data-note="counted"]')).toHaveCount(3)
    await page.locator('.result summary').click()
    await expect(page.locator('.box[data-note]')).toHaveCount(0)
  }
})

test('gc.collect() is written with its import, and a line can be typed @phone', async ({ page }) => {
  await setProgram(page, 'a = []\n')
  await expect(page.locator('.box.list')).toBeVisible()
  await page.getByLabel('One more line of Python').fill('a.append(a)')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'gc.collect()', exact: true }).click()
  expect(await program(page)).toBe('import gc\n\na = []\na.append(a)\ngc.collect()\n')
})

test('a mistake is shown in its place, and the program is kept over a reload @phone', async ({ page }) => {
  await setProgram(page, 'a = []\nb = (\n')
  await expect(page.locator('#diagnostics')).toContainText('SyntaxError')
  await open(page)
  expect(await program(page)).toBe('a = []\nb = (\n')
})
