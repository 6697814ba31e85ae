import { AxeBuilder } from '@axe-core/playwright'
import { expect, screenshot, test } from './helpers.js'

/** What the article says that its figures print, figure by figure and version by version. */
const claims = {
  counts: { 3.9: '2\n3\n2\n', 3.13: '2\n3\n2\n', 3.14: '2\n3\n1\n', 3.15: '2\n3\n1\n' },
  ring: { '3.10': 'found: 6\nfound: 0\n', 3.11: 'found: 3\nfound: 0\n', 3.13: 'found: 3\nfound: 0\n' },
  outside: { 3.13: 'found: 2\n' },
  generations: { 3.9: '0\n0\n1\n', 3.13: '0\n0\n1\n', 3.15: '0\n0\n1\n' },
  finalizer: { '3.10': 'closed\nfound: 2\nleft: []\n', 3.13: 'closed\nfound: 1\nleft: []\n' },
  saveall: { 3.13: 'found: 1\nkept: 1\n' },
  weak: { 3.13: 'True\nNone\n' },
  traceback: { 3.13: 'found: 4\n' },
}

test('every figure of the tutorial runs, and prints what the article says', async ({ page }) => {
  test.slow()
  await page.goto('/tutorial/index.html')
  const figures = page.locator('gc-playground')
  expect(await figures.count()).toBeGreaterThan(8)
  const printed = await figures.evaluateAll(async (elements, claims) => {
    await customElements.whenDefined('gc-playground')
    /** @type {Record<string, Record<string, string>>} */
    const found = {}
    for (const element of elements) {
      const figure = /** @type {any} */ (element)
      const { id } = /** @type {HTMLElement} */ (element.closest('figure'))
      found[id] = { problems: JSON.stringify(await figure.run()) }
      for (const version of Object.keys(/** @type {any} */ (claims)[id] ?? {})) {
        figure.python = version
        await figure.seek('end')
        await new Promise(requestAnimationFrame)
        found[id][version] = [...figure.shadowRoot.querySelectorAll('.printed .stdout')].map((one) => one.textContent).join('')
      }
    }
    return found
  }, claims)
  for (const [id, found] of Object.entries(printed)) expect(found.problems, id).toBe('[]')
  for (const [id, versions] of Object.entries(claims)) expect(printed[id], id).toMatchObject(versions)
})

test('the tutorial is light until it is read, fits the window and has no accessibility errors that a machine can find @phone', async ({ page }) => {
  test.slow()
  await page.goto('/tutorial/index.html')
  await expect(page.locator('#names .caption')).not.toBeEmpty()
  await screenshot(page, 'tutorial')
  expect(await page.locator('gc-playground .frame.live').count()).toBeLessThan(5)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)).toEqual([])
})

test('one survivor in each arena keeps the memory of all', async ({ page }) => {
  await page.goto('/tutorial/index.html')
  const figure = page.locator('#arenas')
  await figure.scrollIntoViewIfNeeded()
  await expect(figure.getByRole('status')).toContainText('7 of 7 arenas still held')
  await figure.getByRole('combobox').nth(1).selectOption({ label: 'all are freed' })
  await expect(figure.getByRole('status')).toContainText('0 objects left')
  await expect(figure.locator('.arena:not(.returned)')).toHaveCount(1)
  await figure.getByRole('combobox').nth(2).selectOption('3.9')
  await expect(figure.locator('.arena')).toHaveCount(25)
})
