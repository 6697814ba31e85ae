// The picture stays put while it is built. That nothing covers anything is tested in crate/tests/pictures.rs.
import { expect, open, program, setProgram, test } from './helpers.js'

/**
 * Where boxes stand, each with its kind: ids are others in every run. Gliding ends at once, as motion is reduced.
 * @param {import('@playwright/test').Page} page
 */
const places = (page) => page.locator('gc-canvas .box:not(.ghost)').evaluateAll((boxes) =>
  boxes.map((box) => `${box.querySelector('.title')?.textContent} at ${/** @type {HTMLElement} */ (box).style.transform}`))

/** Numbers that are the same in each run. @param {number} seed */
function random(seed) {
  let state = seed
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor(state / 2 ** 32 * below)
  }
}

test('over 50 random clicks no box moves but the one that grew', async ({ page }) => {
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page)
  await setProgram(page, 'class Node:\n    pass\n\na = Node()\nb = Node()\na.next = b\n')
  await expect(page.locator('.box.instance')).toHaveCount(2)
  const choose = random(7)
  let edits = 0
  for (let click = 0; click < 50; click++) {
    const before = await places(page)
    const text = await program(page)
    const isNew = choose(3) === 0
    const chips = page.locator('.suggestions .chip')
    if (isNew) {
      await page.locator('.add-menu > summary').click()
      const choices = page.locator('.add-menu button')
      await choices.nth(choose(await choices.count())).click()
    } else {
      // A reference between any two boxes, or a name let go.
      const boxes = page.locator('gc-canvas .box:not(.namespace, .ghost)')
      const count = await boxes.count()
      if (choose(5) === 0) {
        const rows = page.locator('.namespace .row.refers')
        await rows.nth(choose(await rows.count())).focus()
        await page.keyboard.press('Delete')
      } else {
        await boxes.nth(choose(count)).focus()
        await page.keyboard.press('l')
        await boxes.nth(choose(count)).focus()
        await page.keyboard.press('Enter')
      }
    }
    if (await chips.count()) await chips.first().click()
    await page.keyboard.press('Escape')
    edits += Number(await program(page) !== text)
    const after = await places(page)
    // A new object takes no place away. A reference may give its box a row more, for which there must be room.
    const [all, some] = isNew ? [after, before] : [before, after]
    const moved = some.filter((place) => !all.includes(place))
    expect(moved.slice(isNew ? 0 : 1), `click ${click} of\n${await program(page)}`).toEqual([])
  }
  expect(edits).toBeGreaterThan(25)
})
