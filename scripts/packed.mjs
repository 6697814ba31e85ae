// The built site as a good server gives it: compressed, and kept by the browser.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { root } from './run.mjs'

const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css',
  '.json': 'application/json', '.svg': 'image/svg+xml',
}

/**
 * Serves the built site on a port of its own.
 * @param {Record<string, string>} [pages] the bodies of pages besides
 * @param {Record<string, string>} [folders] other folders, by the first part of their addresses (`pyodide`)
 */
export async function servePacked(pages = {}, folders = {}) {
  /** Each file compressed once, whatever asks for it. @type {Map<string, Buffer>} */
  const packed = new Map()

  /** @param {string} path of an address */
  const read = (path) => {
    const known = packed.get(path)
    if (known) return known
    const [, first, ...rest] = path.split('/')
    const file = folders[first] ? join(folders[first], ...rest) : join(root, 'www', 'dist', path.endsWith('/') ? `${path}index.html` : path)
    const plain = pages[path] ? Buffer.from(`<!doctype html><link rel="icon" href="data:,"><body>${pages[path]}`) : readFileSync(file)
    // The best quality takes minutes for the megabytes of another engine.
    const quality = plain.length > 3_000_000 ? 9 : 11
    const made = extname(path) === '.zip' ? plain : brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    packed.set(path, made)
    return made
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    try {
      const body = read(pathname)
      response.writeHead(200, {
        'content-type': TYPES[/** @type {keyof typeof TYPES} */ (extname(pathname) || '.html')] ?? 'application/octet-stream',
        'cache-control': 'max-age=3600', ...extname(pathname) === '.zip' ? {} : { 'content-encoding': 'br' },
      }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, 'localhost')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { home: `http://localhost:${port}`, read, close }
}
