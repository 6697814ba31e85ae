// What a visitor downloads, compressed as a good server does it, against the budgets in package.json.

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { Failure } from './run.mjs'

/**
 * The sizes of a built site in KB (1024 bytes) after brotli at its best quality.
 * @param {string} dist the built site
 * @param {Record<string, number>} budgets the most that the part of each name may weigh
 * @returns {string} the sizes in one line
 * @throws {Failure} when a part is over its budget
 */
export function weigh(dist, budgets) {
  /** @type {Record<string, number>} */
  const parts = { wasm: 0, 'first-party JS + CSS': 0, libraries: 0 }
  for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const part = partOf(path)
    if (part) parts[part] += brotliCompressSync(readFileSync(join(dist, path))).length / 1024
  }
  const told = Object.entries(parts).map(([part, size]) => `${part} ${size.toFixed(1)}${part in budgets ? ` of ${budgets[part]}` : ''} KB`)
  const over = Object.keys(budgets).filter((part) => !(parts[part] <= budgets[part]))
  if (over.length > 0) {
    throw new Failure(
      `${over.join(' and ')} over budget after brotli: ${told.join(', ')}`,
      'make it smaller (is a new dependency worth its weight?), or argue for another budget in package.json',
    )
  }
  return `${told.join(', ')} (brotli)`
}

/**
 * Which part of the site a file belongs to; undefined for what is not weighed.
 * @param {string} path
 */
function partOf(path) {
  if (path.endsWith('.wasm')) return 'wasm'
  // vite.config.js puts what comes from node_modules into a chunk of this name.
  if (basename(path).startsWith('libraries-')) return 'libraries'
  if (/\.(js|css)$/.test(path)) return 'first-party JS + CSS'
}
