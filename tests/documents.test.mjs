// The documents for developers name files and commands: they must exist.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (/** @type {string} */ path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

for (const document of ['README.md', 'CONTRIBUTING.md']) {
  test(`${document} names files that exist`, () => {
    const named = [...read(document).matchAll(/`((?:crate|www|tests|scripts|\.ci)\/[\w./-]+)`|\]\((?!https:)([^)]+)\)/g)].map(([, path, link]) => path ?? link)
    const built = ['www/dist']
    assert.deepEqual(named.filter((path) => !built.includes(path) && !existsSync(new URL(`../${path}`, import.meta.url))), [])
  })

  test(`${document} names commands that exist`, () => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...read(document).matchAll(/npm (?:run )?([a-z][\w:]*)/g)].map(([, name]) => name)
    assert.deepEqual(named.filter((name) => !(name in scripts)), [])
  })
}
