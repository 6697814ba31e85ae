import { readFileSync } from 'node:fs'
import { test as plain } from '@playwright/test'
import { expect, screenshot, blogTest as test } from './helpers.js'

const [{ hash }] = JSON.parse(readFileSync(new URL('../../www/links/golden.json', import.meta.url), 'utf8'))
const RING = 'class Node:\n    pass\n\na = Node()\na.me = a\ndel a\nimport gc\nprint("found", gc.collect())\n'
const site = `http://localhost:${process.env.GC_PLAYGROUND_PORT}`
const script = `<script type="module" src="${site}/gc-playground.js"></script>`
const embed = (attributes = '', program = RING) => `<gc-playground ${attributes}><pre>${program}</pre></gc-playground>`

test('a program in a post of another site becomes a figure @phone', async ({ page, blog }) => {
  await blog(`<p>Before.</p>${embed('python="3.13" at="6"')}${script}`)
  await expect(page.locator('.caption')).toContainText('del a')
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  await expect(page.locator('gc-listing .line.current')).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  await page.getByRole('button', { name: 'One step on' }).click()
  await expect(page.locator('.caption')).toContainText('import gc')
  await screenshot(page, 'embed')
})

test('without scripts the program can be read', async ({ blog, page }) => {
  await blog(embed())
  await expect(page.locator('pre')).toBeVisible()
  await expect(page.locator('pre')).toContainText('found')
})

test('its methods and events tell what happens', async ({ page, blog }) => {
  await blog(`${embed('python="3.13" at="start"')}${script}`)
  const told = await page.locator('gc-playground').evaluate(async (element) => {
    const embed = /** @type {any} */ (element)
    await customElements.whenDefined('gc-playground')
    /** @type {unknown[]} */
    const events = []
    document.addEventListener('gc-step', (event) => events.push(/** @type {CustomEvent} */ (event).detail.line))
    document.addEventListener('gc-collect', (event) => events.push(/** @type {CustomEvent} */ (event).detail.items))
    const diagnostics = await embed.run()
    await embed.step(1)
    await embed.seek('end')
    const result = await embed.collect()
    return { events, diagnostics, collected: result?.collected, program: embed.program }
  })
  expect(told.diagnostics).toEqual([])
  expect(told.events).toContainEqual([expect.objectContaining({ type: 'Node', count: 1 })])
  expect(told.collected).toBe(0)
  expect(told.program).toBe(`${RING}gc.collect()\n`)
})

test('twenty embeds of a page share one engine, which waits until one is near', async ({ page, blog }) => {
  test.slow()
  /** @type {string[]} */
  const requests = []
  page.on('request', (request) => requests.push(request.url()))
  const twenty = embed('at="6"').repeat(20)
  await blog(`<div style="height:3000px">Far above.</div>${twenty}${script}`)
  await expect.poll(() => requests.filter((url) => url.endsWith('/gc-playground.js')).length).toBe(1)
  await page.evaluate(() => customElements.whenDefined('gc-playground'))
  await page.waitForTimeout(300)
  expect(requests.filter((url) => /\.wasm$|live-/.test(url))).toEqual([])
  for (let i = 0; i < 20; i++) await page.locator('gc-playground').nth(i).scrollIntoViewIfNeeded()
  await expect(page.locator('gc-playground .frame.live .box.unreachable')).toHaveCount(20, { timeout: 20_000 })
  expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1)
})

for (const width of [360, 800]) {
  test(`the author’s picture is shown until the engine is there, and nothing moves then (${width} px) @phone`, async ({ page, blog }) => {
    await page.setViewportSize({ width, height: 900 })
    /** @type {() => void} */
    let goOn = () => {}
    const waits = new Promise((resolve) => { goOn = () => resolve(undefined) })
    await page.route('**/*.wasm', async (route) => {
      await waits
      await route.continue()
    })
    const poster = '<svg slot="poster" width="398" height="252" viewBox="0 0 398 252" role="img"><title>The ring</title><rect width="398" height="252" fill="teal"/></svg>'
    await blog(`<gc-playground python="3.13" at="6"><pre>${RING}</pre>${poster}</gc-playground><p id="after">After.</p>${script}`)
    await expect(page.getByRole('img', { name: 'The ring' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Step through it' })).toBeVisible()
    const place = () => page.locator('#after').evaluate((one) => one.getBoundingClientRect().top)
    const before = await place()
    await screenshot(page, `poster-${width}`)
    goOn()
    await expect(page.locator('.box.unreachable')).toHaveCount(1)
    await expect(page.getByRole('img', { name: 'The ring' })).toBeHidden()
    expect(Math.abs(await place() - before)).toBeLessThan(8)
  })
}

test('the dark of a page is the dark of its figures', async ({ page, blog }) => {
  await blog(`${embed('at="6"')}${script}`)
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  const scheme = () => page.locator('gc-playground .frame').evaluate((frame) => getComputedStyle(frame).colorScheme)
  expect(await scheme()).toBe('light')
  await page.evaluate(() => { document.body.style.background = '#101418' })
  await expect.poll(scheme).toBe('dark')
  await page.locator('gc-playground').evaluate((element) => element.setAttribute('theme', 'light'))
  expect(await scheme()).toBe('light')
})

test('a page that fades into the dark takes its figures with it', async ({ page, blog }) => {
  await blog(`<style>html { background: #fff; transition: background .2s } html[data-theme=dark] { background: #111 }</style>
    ${embed('at="6"')}<iframe title="A ring" src="${site}/embed.html#scenario=ring" style="width:100%"></iframe>${script}<script type="module" src="${site}/frames.js"></script>`)
  const figures = [page, page.frameLocator('iframe')].map((root) => root.locator('gc-playground .frame.live'))
  const ground = (/** @type {string} */ colour) => Promise.all(figures.map((figure) => expect(figure).toHaveCSS('background-color', colour)))
  await ground('rgb(255, 255, 255)')
  await page.evaluate(() => { document.documentElement.dataset.theme = 'dark' })
  await ground('rgb(27, 30, 36)')
})

test('sizes that the page keeps in custom properties are not those of its figures', async ({ page, blog }) => {
  await blog(`<style>:root { --height: 9px; --tools: 900px; --footer: 900px }</style>${embed('at="6"')}${script}`)
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  const { height } = await page.locator('gc-playground').evaluate((element) => element.getBoundingClientRect())
  expect(height).toBeGreaterThan(500)
  expect(height).toBeLessThan(700)
})

test('what is typed into a figure is no shortcut of the page', async ({ page, blog }) => {
  await blog(`${embed('at="6" controls="program edit step"')}${script}
    <script>window.pressed = ''; document.addEventListener('keydown', ({ key }) => { pressed += key })</script>`)
  await page.locator('gc-listing textarea').press('n')
  await page.getByRole('slider').press('ArrowLeft')
  await page.locator('gc-listing textarea').press('Escape')
  expect(await page.evaluate('pressed')).toBe('Escape')
})

test('React and its like write it into the page, take it out and put it in again', async ({ page, blog }) => {
  await blog(script)
  await page.evaluate(async (program) => {
    await customElements.whenDefined('gc-playground')
    // What is a property is set as one, and a comment parts texts.
    const element = Object.assign(document.createElement('gc-playground'), { python: '3.13', controls: 'program step' })
    element.setAttribute('at', '6')
    element.append('\n', document.createComment(' '), program)
    document.body.append(element)
  }, RING)
  const figure = page.locator('gc-playground')
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  expect(await figure.evaluate((element) => element.getAttributeNames())).toEqual(['python', 'controls', 'at'])
  const handle = await figure.evaluateHandle((element) => element)
  await handle.evaluate((element) => element.remove())
  await page.waitForTimeout(100)
  await handle.evaluate((element) => document.body.append(element))
  await expect(page.locator('.box.unreachable')).toHaveCount(1)
  await page.getByRole('button', { name: 'One step on' }).click()
  await expect(page.locator('.caption')).toContainText('import gc')
})

test('hostile programs are shown and not executed', async ({ page, blog }) => {
  await blog(script)
  const program = `x = ['<img src=x onerror=alert(1)>', '\u202e${'A'.repeat(100_000)}']\nclass ${'N'.repeat(5000)}: pass\n`
  await page.evaluate((text) => {
    const element = document.createElement('gc-playground')
    element.textContent = text
    document.body.append(element)
  }, program)
  await expect(page.locator('.caption')).not.toBeEmpty()
  await expect(page.locator('gc-playground img')).toHaveCount(0)
})

for (const sandbox of ['', 'sandbox="allow-scripts"']) {
  test(`an iframe ${sandbox} gets the height of its content @phone`, async ({ page, blog }) => {
    await blog(`<iframe title="A ring of three" ${sandbox} src="${site}/embed.html#${hash}&height=200&theme=dark" style="width:100%;height:100px;border:0"></iframe>
      <script type="module" src="${site}/frames.js"></script>`)
    await expect(page.frameLocator('iframe').locator('.caption')).toContainText('self.name')
    const height = () => page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height)
    await expect.poll(height).toBeGreaterThan(300)
    // The script weighs next to nothing: it brings no element.
    expect(await page.evaluate(() => customElements.get('gc-playground') === undefined)).toBe(true)
    await page.evaluate(() => postMessage({ type: 'gc-playground:height', height: 3999 }, '*'))
    await page.waitForTimeout(100)
    expect(await height()).toBeLessThan(1500)
    // In Firefox it takes an inline style, which the frame's policy forbids.
    if (sandbox) await screenshot(page, 'iframe')
  })
}

test('a broken link in an iframe is told', async ({ page, blog }) => {
  await blog(`<iframe title="Broken" src="${site}/embed.html#${hash.slice(0, -5)}"></iframe>`)
  await expect(page.frameLocator('iframe').getByRole('alert')).toContainText('This link is broken')
})

test('a reader who is asked predicts, and then sees @phone', async ({ page, blog }) => {
  await blog(`${embed('python="3.13" at="7" predict')}${script}`)
  await page.getByPlaceholder('?').fill('2')
  await page.getByPlaceholder('?').press('Enter')
  await expect(page.locator('.verdict')).toContainText('1')
  await expect(page.locator('.versions')).toContainText('3.9')
})

test('a scenario has a page of its own, which says where its oEmbed is', async ({ page, request }) => {
  await page.goto('/scenario/ring/')
  await expect(page.locator('.caption')).toContainText('Before the first line')
  const address = await page.locator('link[type="application/json+oembed"]').getAttribute('href')
  expect(address).toMatch(/\/scenario\/ring\/oembed\.json$/)
  const told = await (await request.get('/scenario/ring/oembed.json')).json()
  expect(told).toMatchObject({ version: '1.0', type: 'rich', width: 800, height: 640 })
  expect(told.html).toMatch(/^<iframe src="[^"]+embed\.html#scenario=ring&amp;at=start" /)
})

// The browser itself logs what it could not fetch.
plain('without the engine the program stays, with a word about it and a way to try again', async ({ page }) => {
  /** @type {Error[]} */
  const uncaught = []
  page.on('pageerror', (error) => uncaught.push(error))
  await page.route('**/*.wasm', (route) => route.abort())
  await page.goto('/scenario/ring/')
  const start = page.locator('gc-playground .start')
  await expect(start).toContainText('could not be loaded')
  await expect(page.locator('gc-playground pre')).toBeVisible()
  expect(uncaught).toEqual([])
  await page.unroute('**/*.wasm')
  await start.click()
  await expect(page.locator('.caption')).not.toBeEmpty()
})
