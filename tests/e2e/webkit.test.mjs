// A smoke run in WebKitGTK, which Playwright can't drive: selenium-webdriver talks to WebKitWebDriver under Xvfb.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Builder, By, Capabilities, until } from 'selenium-webdriver'
import { preview } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** @type {import('vite').PreviewServer} */
let server
/** @type {import('node:child_process').ChildProcess} */
let display
/** @type {import('selenium-webdriver').WebDriver} */
let driver

before(async () => {
  server = await preview({ root: join(root, 'www'), preview: { port: await freePort() } })
  const port = await freePort()
  display = spawn('xvfb-run', ['-a', '-s', '-screen 0 1440x900x24', 'WebKitWebDriver', `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      // WebKit's own sandbox doesn't work inside a container; the page under test is ours.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
  })
  await answering(port)
  driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
    .build()
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1440, height: 900 })
  await driver.get(String(server.resolvedUrls?.local[0]))
})

after(async () => {
  await driver?.quit()
  // The driver is a child of xvfb-run: end the whole group.
  if (display?.pid) process.kill(-display.pid)
  await server?.close()
})

test('the page starts in WebKitGTK', async () => {
  await driver.wait(until.titleMatches(/gc-playground/i), 10_000)
  // main.js marks the page when the engine runs and every view has drawn.
  await driver.wait(until.elementLocated(By.css('html.ready')), 10_000)
  await save('start')
})

test('axe finds no accessibility errors in WebKitGTK', async () => {
  await driver.executeScript(axe)
  const violations = await driver.executeAsyncScript('const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) => v.id)))')
  assert.deepEqual(violations, [])
})

/**
 * Saves what the browser shows as test-results/screens/NAME-webkit.png.
 * @param {string} name
 */
async function save(name) {
  // The first frame after a change may still be the old one.
  await driver.executeAsyncScript('requestAnimationFrame(() => requestAnimationFrame(arguments[0]))')
  const folder = join(root, 'test-results', 'screens')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}-webkit.png`), await driver.takeScreenshot(), 'base64')
}

/** @returns {Promise<number>} a port that nothing listens on */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Waits until WebKitWebDriver takes commands.
 * @param {number} port
 */
async function answering(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null)
    if (status?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver did not start within 10 s')
}
