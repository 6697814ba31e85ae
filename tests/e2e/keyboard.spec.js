// A walk over the page that no mouse takes part in: every gesture, from wherever the Tab key comes.
import { expect, open, program, setProgram, test } from './helpers.js'

/** @param {import('@playwright/test').Page} page @param {...string} keys */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key)
}

/** Goes on with the Tab key until something like this has the focus. @param {import('@playwright/test').Page} page @param {string} selector @param {string} [key] */
async function reach(page, selector, key = 'Tab') {
  for (let times = 0; times < 60; times++) {
    if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not come to ${selector}`)
}

/** The lines behind the two objects. @param {import('@playwright/test').Page} page */
const written = async (page) => (await program(page)).split('b = Node()\n')[1]?.trimEnd()

test('every gesture needs no mouse', async ({ page }) => {
  test.slow()
  await open(page)
  await page.getByLabel('Python version').selectOption('3.13')
  await setProgram(page, 'class Node:\n    pass\n\na = Node()\nb = Node()\n')
  await expect(page.locator('.box.instance')).toHaveCount(2)
  const line = async (/** @type {string} */ text) => expect.poll(async () => (await written(page))?.split('\n').at(-1)).toBe(text)

  // The picture is one stop of the Tab key; arrows go from box to box.
  await reach(page, 'gc-canvas .box', 'Shift+Tab')
  await reach(page, '.box.instance', 'ArrowRight')
  await press(page, 'l', 'ArrowDown', 'Enter')
  await expect(page.locator('.question input')).toBeFocused()
  await page.keyboard.type('friend')
  await press(page, 'Enter')
  await line('a.friend = b')
  await expect(page.locator('.box.instance').first()).toBeFocused()

  // A slot: rebound, then cut.
  await press(page, 'Enter')
  await expect(page.locator('.box.instance .row').first()).toBeFocused()
  await press(page, 'l', 'Escape', 'Enter', 'Delete')
  await line('del a.friend')
  await press(page, 'Escape')
  await expect(page.locator('.box.instance').first()).toBeFocused()

  // A name: bound to another object, and deleted.
  await reach(page, '.box.module', 'ArrowLeft')
  await press(page, 'Enter')
  await expect(page.locator('.module .row:focus')).toHaveCount(1)
  await reach(page, '.module .row.refers', 'ArrowDown')
  await press(page, 'l', 'Escape', 'Delete')
  await line('del a')
  await press(page, 'Control+z', 'Escape')
  await expect(page.locator('.box.module')).toBeFocused()
  await reach(page, '.box.instance', 'ArrowRight')

  // A new object is selected; the tools are about what is selected.
  await press(page, 'n')
  await expect(page.locator('.add-menu button').first()).toBeFocused()
  await press(page, 'Tab', 'Enter')
  await line('c = []')
  await reach(page, 'gc-tools button[title*="weak" i]')
  await press(page, 'Enter')
  await expect(page.locator('.notice')).toBeVisible()
  await reach(page, '.box[tabindex="0"]', 'Shift+Tab')
  await press(page, 'c')
  await line('gc.collect()')

  // Steps, and back to the end; undo and redo.
  await reach(page, '.box[tabindex="0"]', 'Shift+Tab')
  await press(page, ',')
  await expect(page.locator('.caption')).not.toContainText('gc.collect()')
  await press(page, '.')
  await expect(page.locator('.caption')).toContainText('gc.collect()')
  await press(page, 'Control+z')
  await line('c = []')
  await press(page, 'Control+Shift+z')
  await line('gc.collect()')

  // The result opens and closes; a generation is opened.
  await reach(page, '.result > summary')
  await press(page, 'Enter')
  await expect(page.locator('.result .menu-panel')).toBeVisible()
  await press(page, 'Escape')
  await expect(page.locator('.result .menu-panel')).toBeHidden()
  await reach(page, '.gauge > summary', 'Shift+Tab')
  await press(page, 'Enter')
  await expect(page.locator('.gauge .menu-panel').last()).toBeVisible()
  await press(page, 'Escape')

  // The command line takes Python.
  await reach(page, 'gc-command input')
  await page.keyboard.type('b.me = b')
  await press(page, 'Enter')
  await line('b.me = b')
})
