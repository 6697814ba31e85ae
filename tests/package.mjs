// npm run test:package: the package as npm would publish it, taken by three bundlers and by TypeScript, and shown in a
// browser from another origin. It takes about a minute and fetches the bundlers, so it is not part of `npm test`.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { chromium } from '@playwright/test'
import { findChromium } from '../scripts/browsers.mjs'
import { root } from '../scripts/run.mjs'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.json': 'application/json' }
const folder = mkdtempSync(join(tmpdir(), 'gc-playground-package-'))
const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const html = (/** @type {string} */ script) => `<!doctype html><title>Trial</title><gc-playground python="3.13" at="end"><pre>
import gc
loop = []
loop.append(loop)
del loop
print('found', gc.collect())
</pre></gc-playground>${script}`

/** A static server on a port of its own. @param {string} served @param {Record<string, string>} [headers] */
async function serve(served, headers = {}) {
  const server = createServer((request, response) => {
    try {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      const body = readFileSync(join(served, path === '/' ? 'index.html' : path))
      response.writeHead(200, { 'content-type': TYPES[/** @type {keyof typeof TYPES} */ (extname(path) || '.html')] ?? 'text/plain', ...headers }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, 'localhost')
  await new Promise((resolve) => server.once('listening', resolve))
  after(() => server.closeAllConnections() ?? server.close())
  return `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`
}

describe('the npm package', { timeout: 300_000 }, () => {
  /** @type {import('@playwright/test').Browser} */
  let browser
  before(async () => {
    // Packed from what is built; `npm run build` comes first.
    const packed = JSON.parse(execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }))
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    writeFileSync(join(folder, 'src', 'main.js'), "import 'gc-playground'\n")
    writeFileSync(join(folder, 'index.html'), html('<script type="module" src="./src/main.js"></script>'))
    run('npm', 'install', '--no-audit', '--no-fund', '--loglevel', 'error', `./${packed[0].filename}`, 'vite@8', 'esbuild@0.28', 'webpack@5', 'typescript@7')
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The figure runs, with one fetch of the engine and nothing on the console. @param {string} address */
  async function works(address) {
    const page = await browser.newPage()
    /** @type {string[]} */
    const told = []
    /** @type {string[]} */
    const fetched = []
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('favicon') && !message.location().url.includes('favicon') && told.push(message.text()))
    page.on('pageerror', (error) => told.push(String(error)))
    page.on('request', (request) => request.url().includes('.wasm') && fetched.push(request.url()))
    await page.goto(address)
    await page.locator('gc-playground .printed', { hasText: 'found 1' }).waitFor({ timeout: 30_000 })
    assert.deepEqual(told, [])
    await page.close()
    return fetched.length
  }

  test('in Vite', async () => {
    run('npx', 'vite', 'build', '--outDir', 'vite', '--logLevel', 'error')
    assert.equal(await works(await serve(join(folder, 'vite'))), 1)
  })

  test('in webpack 5', async () => {
    writeFileSync(join(folder, 'webpack.mjs'), `import webpack from 'webpack'
      webpack({ mode: 'production', entry: './src/main.js', output: { path: ${JSON.stringify(join(folder, 'webpack'))}, filename: 'main.js' } },
        (error, stats) => { if (error || stats.hasErrors()) { console.error(error ?? stats.toString('errors-only')); process.exit(1) } })`)
    run('node', 'webpack.mjs')
    writeFileSync(join(folder, 'webpack', 'index.html'), html('<script src="./main.js"></script>'))
    assert.equal(await works(await serve(join(folder, 'webpack'))), 1)
  })

  test('in esbuild, with the engine beside what it bundles', async () => {
    run('npx', 'esbuild', 'src/main.js', '--bundle', '--splitting', '--format=esm', '--outdir=esbuild/assets', '--log-level=error')
    // esbuild leaves `new URL(…, import.meta.url)` as it is: the engine is copied, as docs/embedding.md says.
    const assets = join(folder, 'node_modules', 'gc-playground', 'www', 'dist', 'assets')
    cpSync(assets, join(folder, 'esbuild', 'assets'), { recursive: true, filter: (path) => !extname(path) || path.endsWith('.wasm') })
    writeFileSync(join(folder, 'esbuild', 'index.html'), html('<script type="module" src="./assets/main.js"></script>'))
    assert.equal(await works(await serve(join(folder, 'esbuild'))), 1)
  })

  test('from a CDN of another origin', async () => {
    const cdn = await serve(join(folder, 'node_modules', 'gc-playground', 'www', 'dist'), { 'access-control-allow-origin': '*' })
    mkdirSync(join(folder, 'blog'))
    writeFileSync(join(folder, 'blog', 'index.html'), html(`<script type="module" src="${cdn}gc-playground.js"></script>`))
    assert.equal(await works(await serve(join(folder, 'blog'))), 1)
  })

  test('as a single file, from a disk', async () => {
    const single = join(folder, 'node_modules', 'gc-playground', 'www', 'dist', 'single.html')
    const page = await browser.newPage()
    /** @type {string[]} */
    const told = []
    page.on('console', (message) => message.type() === 'error' && told.push(message.text()))
    page.on('request', (request) => !/^(file|data|blob):/.test(request.url()) && told.push(request.url()))
    await page.goto(`file://${single}#scenario=ring&python=3.13&at=end`)
    await page.locator('gc-playground .printed', { hasText: 'unreachable: 3' }).waitFor({ timeout: 30_000 })
    assert.deepEqual(told, [])
  })

  test('to TypeScript, whichever way it looks for types', () => {
    writeFileSync(join(folder, 'src', 'typed.ts'), `import 'gc-playground'
      import { GcPlayground } from 'gc-playground/element'
      import { load, type Recording } from 'gc-playground/engine'
      const element: GcPlayground = document.createElement('gc-playground')
      element.addEventListener('gc-collect', ({ detail }) => { const n: number = detail.collected; n.toFixed() })
      element.seek('end').then(async () => { const [first] = await element.run(); first?.message.trim() })
      load().then((core) => { const recording: Recording = core.run('a = []', '3.13'); recording.free() })
      // @ts-expect-error: a step is a number
      element.step('one')\n`)
    for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
      run('npx', 'tsc', '--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--module', module, '--moduleResolution', resolution, 'src/typed.ts')
    }
  })

  test('with a manifest of its element', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', 'gc-playground', 'www', 'dist', 'custom-elements.json'), 'utf8'))
    const declarations = manifest.modules.flatMap((/** @type {any} */ module) => module.declarations)
    const element = declarations.find((/** @type {any} */ one) => one.tagName === 'gc-playground')
    assert.ok(element.attributes.some((/** @type {any} */ one) => one.name === 'python'))
    assert.deepEqual(element.events.map((/** @type {any} */ one) => one.name).sort(), ['gc-collect', 'gc-error', 'gc-step'])
  })
})
