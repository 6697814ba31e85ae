// Why and what if, and two versions side by side: the engine's answers in the inspector and in the picture.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, open, program, screenshot, setProgram, test } from './helpers.js'

const RING = `import gc

class Node:
    pass

a = Node()
b = Node()
a.next = b
b.next = a
c = a
a.items = [Node()]
b = None
`

test.beforeEach(async ({ page }) => {
  await open(page)
  await setProgram(page, RING)
  // The scenario that was there before has three instances, too.
  await expect(page.locator('.box.instance .title', { hasText: 'Node' })).toHaveCount(3)
})

/** Shows a panel, where they share one place. @param {import('@playwright/test').Page} page @param {string} name */
async function panel(page, name) {
  const tab = page.getByRole('button', { name, exact: true })
  if (await tab.isVisible()) await tab.click()
}

/** Selects by keyboard, which works on a phone's screen, too. @param {import('@playwright/test').Page} page @param {import('@playwright/test').Locator} what */
async function select(page, what) {
  await what.focus()
  await panel(page, 'Inspector')
}

/** @param {import('@playwright/test').Page} page */
async function errors(page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
}

/** @param {import('@playwright/test').Page} page @param {string} heading */
const answer = (page, heading) => page.locator('.answer', { has: page.getByRole('button', { name: heading }) })

test('a box tells why it is alive, its cycle, how to break it, and what it keeps @phone', async ({ page }) => {
  const a = page.locator('.box.instance').first()
  await select(page, a)
  await expect(answer(page, 'Alive because of').locator('li')).toHaveText(['a'])
  await expect(page.locator('.reference.traced.chain')).toHaveCount(1)
  await expect(answer(page, 'In a cycle').locator('li')).toHaveText(['a.next', 'a.next.next'])
  await expect(answer(page, 'Weaken to break it')).toContainText('One is enough.')
  await expect(answer(page, 'Weaken to break it').locator('li')).toHaveText(['a.next.next'])
  await expect(answer(page, 'It alone keeps alive')).toContainText('4 objects')
  await page.getByRole('button', { name: 'In a cycle' }).click()
  await expect(page.locator('.box[data-trace="in the cycle"]')).toHaveCount(2)
  await expect(page.locator('.reference.traced.chain')).toHaveCount(2)
  await screenshot(page, 'why-cycle')
  await page.getByRole('button', { name: 'Weaken to break it' }).click()
  await expect(page.locator('.reference.traced.weakened')).toHaveCount(1)
  await page.getByRole('button', { name: 'It alone keeps alive' }).click()
  await expect(page.locator('.box[data-trace="kept alive"]')).toHaveCount(4)
  expect(await errors(page)).toEqual([])
  // A step of the chain selects its reference.
  await answer(page, 'In a cycle').getByRole('button', { name: 'a.next', exact: true }).click()
  await expect(page.locator('.row.selected')).toHaveText(/next/)
})

test('a reference tells what would follow from cutting it, and the line does just that @phone', async ({ page }) => {
  const row = (/** @type {string} */ name) => page.locator('.box.instance .row', { hasText: name }).first()
  await select(page, row('.items'))
  const cut = page.locator('.answer').first()
  await expect(cut).toContainText('freed at once, by reference counting')
  await expect(cut.locator('dd').first()).toHaveText('1 Node + 1 list')
  await expect(page.locator('.box[data-trace="freed at once"]')).toHaveCount(2)
  await screenshot(page, 'cut-freed')
  await cut.getByRole('button', { name: 'del a.items' }).click()
  await expect(page.locator('.box.list:not(.ghost)')).toHaveCount(0)
  await panel(page, 'Program')
  expect(await program(page)).toBe(RING + 'del a.items\n')
})

test('a name that alone holds a cycle leaves it to the collector', async ({ page }) => {
  await setProgram(page, RING.replace('c = a\n', ''))
  await expect(page.locator('.box.namespace .row', { hasText: /^c/ })).toHaveCount(0)
  await select(page, page.locator('.box.namespace .row', { hasText: /^a/ }))
  const cut = page.locator('.answer').first()
  await expect(cut).toContainText('left for the next full collection')
  await expect(page.locator('.box[data-trace="left for gc"]')).toHaveCount(4)
  await screenshot(page, 'cut-left')
  await panel(page, 'Program')
  await setProgram(page, RING)
  await expect(page.locator('.box.namespace .row', { hasText: /^c/ })).toHaveCount(1)
  await select(page, page.locator('.box.namespace .row', { hasText: /^a/ }))
  await expect(cut).toContainText('still held by')
  await expect(cut.locator('code').last()).toHaveText('del a')
})

test('what nothing reaches says so, and a weak reference keeps nothing', async ({ page }) => {
  await setProgram(page, 'import weakref\nclass Node: pass\na = Node()\nr = weakref.ref(a)\na.me = a\na = None\n')
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  await select(page, page.locator('.box.unreachable'))
  await expect(answer(page, 'Alive because of')).toContainText('nothing: no name reaches it')
  await select(page, page.locator('.box.weakref .row').first())
  await expect(page.locator('.why .aside')).toContainText('is a weak reference')
})

test('two versions stand side by side, in step, and their differences are marked @phone', async ({ page }) => {
  await setProgram(page, RING.replace('c = a\n', '') + "a = None\nprint('unreachable:', gc.collect())\n")
  await page.getByLabel('Python version').selectOption('3.13')
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByLabel('Compared with')).toHaveValue('3.10')
  const other = page.locator('.other .box.instance')
  await expect(other).toHaveCount(await page.locator('gc-canvas .box.instance').count())
  const toEnd = page.getByRole('button', { name: 'To the end' })
  if (await toEnd.isEnabled()) await toEnd.click()
  await expect(page.locator('.outputs .differs')).toHaveText(/unreachable: 4\s*≠differs: unreachable: \d/)
  await expect(page.locator('.numbers .differs').first()).toContainText('Last collection found')
  await expect(page.locator('.summary')).toContainText('difference')
  await screenshot(page, 'compare')
  expect(await errors(page)).toEqual([])
  const toStart = page.getByRole('button', { name: 'To the start' })
  await toStart.click()
  await expect(page.locator('.outputs')).toHaveCount(0)
  await page.getByLabel('Python version').selectOption('3.10')
  await expect(page.getByLabel('Compared with')).toHaveValue('3.13')
  await page.getByRole('button', { name: 'Stop comparing' }).click()
  await expect(page.locator('.other')).toHaveCount(0)
})
