import { createServer } from 'node:http'
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
 * A blog of another origin than the site: what a test gives to `blog` is the body of its one page.
 * @type {import('@playwright/test').TestType<import('@playwright/test').PlaywrightTestArgs & { blog: (body: string, policy?: string) => Promise<void>, isMobile: boolean }, import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions>}
 */
export const blogTest = /** @type {any} */ (test.extend(/** @type {any} */ ({
  blog: async (/** @type {{ page: import('@playwright/test').Page }} */ { page }, /** @type {Function} */ use) => {
    let [body, policy] = ['', '']
    const server = createServer((request, response) => {
      if (request.url !== '/post') return response.writeHead(204).end()
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (policy) response.setHeader('content-security-policy', policy)
      response.end(`<!doctype html><html lang="en"><title>A post</title><meta name="viewport" content="width=device-width, initial-scale=1">`
        + `<body style="max-width:800px;margin:20px auto;padding:0 10px;font-family:serif">${body}`)
    }).listen(0, 'localhost')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
    await use(async (/** @type {string} */ text, /** @type {string} */ csp = '') => {
      [body, policy] = [text, csp]
      await page.goto(`http://localhost:${port}/post`)
    })
    server.close()
    server.closeAllConnections()
  },
})))

/**
 * Saves what the page shows as test-results/screens/NAME-PROJECT.png, for people to look at.
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  // In Firefox Playwright hides the cursor by a style that our policy refuses, which would stand on the console as an error.
  if (page.context().browser()?.browserType().name() === 'firefox') return
  await page.screenshot({ path: join(screens, `${name}-${test.info().project.name}.png`) })
}

/**
 * Opens the page, and waits until the editor is there.
 * @param {import('@playwright/test').Page} page
 */
export async function open(page) {
  await page.goto('/')
  await expect(page.locator('html')).toHaveClass(/ready/)
  // On a phone it comes when the reader does.
  await page.locator('gc-program').scrollIntoViewIfNeeded()
  await expect(editor(page)).toBeVisible()
  await page.evaluate(() => scrollTo(0, 0))
}

/** @param {import('@playwright/test').Page} page */
export const editor = (page) => page.locator('.cm-content')

/**
 * The program as it stands in the editor, without the remarks on it. The editor follows a gesture when the picture stands.
 * @param {import('@playwright/test').Page} page
 */
export const program = async (page) => {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })))
  return (await page.locator('.cm-line').evaluateAll((lines) => lines.map((line) => [...line.childNodes]
    .filter((node) => !(node instanceof Element && node.matches('.remark'))).map((node) => node.textContent).join('')))).join('\n')
}

/**
 * Puts another program in place of this one, as a visitor does who pastes it.
 * @param {import('@playwright/test').Page} page
 * @param {string} text
 */
export async function setProgram(page, text) {
  await editor(page).focus()
  await page.keyboard.press('Control+a')
  await editor(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    if (!navigator.userAgent.includes('Firefox')) {
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      return
    }
    // Firefox takes the text out of events that a script made: the editor itself is told.
    const { view } = /** @type {any} */ (element).cmTile
    view.dispatch(view.state.replaceSelection(pasted), { userEvent: 'input.paste' })
  }, text)
  await expect.poll(() => program(page)).toBe(text)
}

/**
 * Chooses a scenario by its title.
 * @param {import('@playwright/test').Page} page
 * @param {string} title
 */
export async function choose(page, title) {
  await page.locator('.open-gallery').click()
  await page.getByRole('dialog').getByRole('button', { name: title }).click()
}

/** @param {import('@playwright/test').Page} page @param {string} code the beginning of the line to stand at */
export async function standAt(page, code) {
  const line = (await program(page)).split('\n').findIndex((text) => text.startsWith(code)) + 1
  const number = page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: new RegExp(`^${line}$`) })
  // An editor that still scrolls to the current line moves the number away under the pointer.
  await expect(async () => {
    await number.click()
    await expect(page.locator('.caption')).toContainText(`line ${line}`, { timeout: 2000 })
  }).toPass()
}
