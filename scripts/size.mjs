// What a visitor downloads, compressed as a good server does it, against the budgets in package.json.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
  const parts = { wasm: 0, 'first-party JS + CSS': 0, libraries: 0, 'editor, loaded later': 0, 'another language': 0, 'an embed before it is wanted': 0 }
  for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const part = partOf(path)
    if (part) parts[part] += sizeOf(join(dist, path))
  }
  for (const path of imported(dist, 'gc-playground.js')) parts['an embed before it is wanted'] += sizeOf(join(dist, path))
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

/** @param {string} file */
const sizeOf = (file) => brotliCompressSync(readFileSync(file)).length / 1024

/**
 * A script and all that it imports at once: what is imported later is not waited for.
 * @param {string} dist
 * @param {string} entry
 * @returns {Set<string>} none if there is no such script
 */
function imported(dist, entry) {
  /** @type {Set<string>} */
  const found = new Set()
  const add = (/** @type {string} */ path) => {
    if (found.has(path) || !existsSync(join(dist, path))) return
    found.add(path)
    const source = readFileSync(join(dist, path), 'utf8')
    for (const [, name] of source.matchAll(/(?:^|[;}])\s*(?:import|export)\s*(?:[\w$*{},\s]*?from\s*)?["'](\.[^"']+)["']/g)) add(join(dirname(path), name))
  }
  add(entry)
  return found
}

/**
 * Which part of the site a file belongs to; undefined for what is not weighed.
 * @param {string} path
 */
function partOf(path) {
  if (path.endsWith('.wasm')) return 'wasm'
  // vite.config.js puts what comes from node_modules into chunks of these names.
  if (basename(path).startsWith('libraries-editor-')) return 'editor, loaded later'
  if (basename(path).startsWith('libraries-')) return 'libraries'
  // English is part of the page; of the others a visitor gets one, or none.
  if (/^de-/.test(basename(path))) return 'another language'
  if (/\.(js|css)$/.test(path)) return 'first-party JS + CSS'
}
