// The table of behaviours and versions: for each recorded program whether the engine prints what the real interpreter did.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../run.mjs'
import { normalise, simulate, simulated } from './answers.mjs'

/**
 * The rows of the table, each with its section of docs/cpython-memory.md; a program belongs to the first whose pattern fits
 * its name.
 * @type {{ title: string, section: string, names: RegExp }[]}
 */
const parts = [
  { title: 'The death of an instance: __del__, weak references, attributes', section: '3.1', names: /^(finalizer_(?!allocates)|del_(?!in|breaks)|18_)/ },
  { title: 'The order in which objects go', section: '3.2', names: /^(order_|22_)/ },
  { title: 'sys.getrefcount', section: '4', names: /^(counter|count_|containers_keep_alive|36_|48_)/ },
  { title: 'What is tracked', section: '5', names: /^(api_is_tracked|06_|46_)/ },
  { title: 'Where attributes live', section: '6', names: /^(dict_materialised|slots|02_|08_|getsizeof|attributes)/ },
  { title: 'How many objects a collection counts', section: '7', names: /^(ring|collect_(?!generations|weakref|resurrected)|self_reference|class_|derived_|lost_ring|04_|10_|12_|14_)/ },
  { title: 'gc.get_count and free lists', section: '8', names: /^(api_count|library_counts|50_)/ },
  { title: 'When automatic collections run', section: '9', names: /^(threshold|26_|28_|30_|finalizer_allocates)/ },
  { title: 'One collection, generation by generation', section: '10', names: /^(survivors_order|collect_generations|16_|42_)/ },
  { title: 'Weak references and callbacks', section: '10.3', names: /^(weakref|cache|observer|parent_links|collect_weakref|24_)/ },
  { title: 'Finalizers in a collection, resurrection', section: '10.4', names: /^(del_|resurrection|collect_resurrected|20_|44_)/ },
  { title: 'The functions of gc', section: '11', names: /^(api_|32_|34_|38_|40_)/ },
  { title: 'Debug output', section: '12', names: /^debug_/ },
  { title: 'The library', section: '11.1', names: /^library_/ },
  { title: 'Python itself', section: '18', names: /^/ },
]

/** Writes `www/conformance.html` and `www/public/conformance.json`. */
export async function report() {
  const programs = ['programs', 'conformance'].flatMap((folder) =>
    readdirSync(join(root, 'tests', folder)).filter((name) => name.endsWith('.py')).map((name) => join(root, 'tests', folder, name)),
  )
  const recordings = new Map(programs.map((file) => [file, sections(readFileSync(file.replace(/py$/, 'out'), 'utf8'))]))
  const versions = await simulated()

  /** @type {Map<string, Record<string, boolean>>} */
  const agrees = new Map(programs.map((file) => [file, {}]))
  for (const version of versions) {
    const answers = await simulate(version, programs)
    programs.forEach((file, index) => {
      const expected = /** @param {string} stream */ (stream) =>
        (recordings.get(file) ?? []).find(({ heading, versions }) => heading.startsWith(stream) && versions.includes(version))
      const text = /** @param {string} stream */ (stream) => normalise(expected(stream)?.text ?? '', '')
      const { stdout, stderr, status } = answers[index]
      const row = /** @type {Record<string, boolean>} */ (agrees.get(file))
      row[version] = stdout === text('stdout') && stderr === text('stderr') && expected('exit')?.heading === `exit ${status}`
    })
  }

  const table = parts.map(({ title, section }) => ({ title, section, rows: /** @type {Row[]} */ ([]) }))
  for (const file of programs) {
    const name = basename(file, '.py')
    const part = parts.findIndex(({ names }) => names.test(name))
    table[part].rows.push({ name, title: sentence(file), agrees: agrees.get(file) ?? {} })
  }
  writeFileSync(join(root, 'www/public/conformance.json'), `${JSON.stringify({ versions, parts: table }, null, 1)}\n`)
  writeFileSync(join(root, 'www/conformance.html'), page(versions, table))
  const cells = table.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.agrees)))
  return `${cells.filter(Boolean).length} of ${cells.length} agree`
}

/** @typedef {{ name: string, title: string, agrees: Record<string, boolean> }} Row */

/** The sections of a recording (tests/README.md). @param {string} text */
function sections(text) {
  return text.replace(/^== /, '').split('\n== ').map((section) => {
    const [heading, ...lines] = section.split('\n')
    const [name, versions] = heading.split(': ')
    return { heading: name, versions: versions.split(' '), text: lines.join('\n') }
  })
}

/** What a program is about: its first comment. @param {string} file */
function sentence(file) {
  const [line] = readFileSync(file, 'utf8').split('\n', 1)
  return line.startsWith('#') ? line.slice(1).trim() : basename(file, '.py').replace(/^\d+_/, '').replaceAll('_', ' ')
}

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** @param {string[]} versions @param {{ title: string, section: string, rows: Row[] }[]} table */
function page(versions, table) {
  const head = versions.map((version) => `<th scope="col">${version}</th>`).join('')
  const body = table.map(({ title, section, rows }) => {
    const sums = versions.map((version) => `<td>${rows.filter((row) => row.agrees[version]).length} of ${rows.length}</td>`).join('')
    const lines = rows.map((row) => {
      const cells = versions.map((version) => (row.agrees[version] ? '<td>✓</td>' : '<td class="differs">differs</td>')).join('')
      return `    <tr><th scope="row">${escape(row.title)} <code>${escape(row.name)}</code></th>${cells}</tr>`
    })
    return `  <tbody>\n    <tr class="part"><th scope="rowgroup">${escape(title)} <small>§ ${section}</small></th>${sums}</tr>\n${lines.join('\n')}\n  </tbody>`
  })
  return `<!doctype html>
<html lang="en" data-theme="system">
<head>
  <meta charset="utf-8">
  <title>gc-playground and CPython, behaviour by behaviour</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
  <link rel="icon" href="./favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="./styles/conformance.css">
</head>
<body>
<main>
<h1>gc-playground and CPython, behaviour by behaviour</h1>
<p>Each row is a program. Real interpreters ran it once, and what they printed was written down; at every change of
gc-playground its simulation runs the same program and must print the same, to the digit. A tick means that it does; a row in bold counts how many of its programs agree. § is the section of
<code>docs/cpython-memory.md</code> that describes the behaviour. The same table as
<a href="./conformance.json">JSON</a>. <a href="./index.html">Back to the playground</a></p>
<div class="scroller" tabindex="0" role="region" aria-label="The table">
<table>
  <thead><tr><th scope="col">Behaviour</th>${head}</tr></thead>
${body.join('\n')}
</table>
</div>
</main>
</body>
</html>
`
}
