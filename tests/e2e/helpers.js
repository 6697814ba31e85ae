import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'

export { expect }

const screens = fileURLToPath(new URL('../../test-results/screens', import.meta.url))

/** Playwright's test, which also fails when the page reports an error that no one caught, or logs one. */
export const test = base.extend({
  page: async ({ page }, use) => {
    /** @type {string[]} */
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await use(page)
    expect(errors, 'errors on the console').toEqual([])
  },
})

/**
 * Saves what the page shows as test-results/screens/NAME-PROJECT.png, for people to look at.
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  await page.screenshot({ path: join(screens, `${name}-${test.info().project.name}.png`) })
}
