// The picture as text that other tools draw, and the program as a script that can be checked on a real Python.

/** @typedef {import('./snapshot.js').Snapshot} Snapshot */

const UNREACHABLE = 16

/**
 * A Mermaid flowchart, as Markdown on many sites draws it.
 * @param {Snapshot} snapshot
 */
export function mermaid({ boxes, references }) {
  const lost = boxes.filter(({ look }) => look & UNREACHABLE).map(({ id }) => `n${id}`)
  return [
    'flowchart LR',
    ...boxes.map((box) => `  n${box.id}["${linesOf(box).map(inMermaid).join('<br>')}"]`),
    ...references.map(({ from, label, to, weak }) => `  n${from} ${weak ? '-.' : '--'}${label ? ` "${inMermaid(label)}" ${weak ? '.->' : '-->'}` : weak ? '->' : '>'} n${to}`),
    ...lost.length ? [`  classDef lost stroke-dasharray: 5 4,stroke: #98420c`, `  class ${lost.join(',')} lost`] : [],
    '',
  ].join('\n')
}

/**
 * A graph in DOT, the language of Graphviz.
 * @param {Snapshot} snapshot
 */
export function dot({ boxes, references }) {
  const attributes = (/** @type {Record<string, string>} */ values) => `[${Object.entries(values).filter(([, value]) => value)
    .map(([name, value]) => `${name}="${inDot(value)}"`).join(', ')}]`
  return [
    'digraph heap {',
    '  rankdir=LR',
    '  node [shape=box, style=rounded, fontname=monospace]',
    '  edge [fontname=monospace]',
    ...boxes.map((box) => `  n${box.id} ${attributes({ label: linesOf(box).join('\n'), ...box.look & UNREACHABLE && { style: 'rounded,dashed', color: '#98420c' } })}`),
    ...references.map(({ from, label, to, weak }) => `  n${from} -> n${to} ${attributes({ label, style: weak ? 'dashed' : '' })}`),
    '}',
    '',
  ].join('\n')
}

/**
 * What is written in a box: its head with the count, then the slots whose value stands inside.
 * @param {import('./snapshot.js').Figure} figure
 */
function linesOf({ head, refcount, look, rows }) {
  const count = refcount >= 0 ? ` (refcount ${refcount})` : ''
  const inside = rows.filter(({ target, text }) => target < 0 && text).map(({ label, text }) => `${label} ${text}`.trim())
  return [`${head}${count}`, ...inside, ...look & UNREACHABLE ? ['no name reaches this'] : []]
}

/** Mermaid's own escapes: whatever is in it, a label stays a label. @param {string} text */
const inMermaid = (text) => text.replace(/[#"<>&`\\[\]{}|;]/g, (sign) => `#${sign.charCodeAt(0)};`).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')

/** @param {string} text */
const inDot = (text) => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')

/**
 * The program with what it prints as comments behind it.
 * @param {string} program
 * @param {{ stream: string, text: string }[]} output of its whole run
 * @param {string} version
 */
export function script(program, output, version) {
  const of = (/** @type {string} */ stream) => output.filter((chunk) => chunk.stream === stream).map(({ text }) => text).join('')
  const comment = (/** @type {string} */ title, /** @type {string} */ text) =>
    text ? ['', `# ${title}`, ...text.replace(/\n$/, '').split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => `#   ${line}`.trimEnd())] : []
  const printed = comment(`What CPython ${version} prints:`, of('stdout'))
  const errors = comment('and on standard error:', of('stderr'))
  return [program.trimEnd(), ...printed.length || errors.length ? printed : ['', `# CPython ${version} prints nothing.`], ...errors, ''].join('\n')
}
