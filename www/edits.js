// From a click to Python: every function takes the program's text and facts about the heap and gives the new text.
// Nothing here touches the page or the engine. A gesture that Python does not have is refused with a Refusal.
import { isIdentifier, statements, tokenize } from './python.js'
import { strings } from './strings.js'

/**
 * @typedef {import('./types').Edit} Edit
 * @typedef {import('./types').Kind} Kind
 * @typedef {import('./types').Row} Row
 * @typedef {{ kind: Kind, type: string, expression: string | undefined }} Operand an object, and Python that names it
 */

/** A gesture that cannot be written as Python; its message says why. */
export class Refusal extends Error {}

/** Where an edit goes when it goes to the end of the program. */
export const END = Infinity

/**
 * Writes a top-level statement after the one that the line belongs to.
 * @param {string} program
 * @param {number} after a line, 0 for the start, END for the end
 * @param {string} text
 * @returns {Edit}
 */
export function insert(program, after, text) {
  const all = statements(program)
  const lines = program.trimEnd().split('\n')
  if (!all.length) return join(program.trim() ? [...lines, text] : [text], program.trim() ? lines.length + 1 : 1)
  const before = all.findLast(({ first }) => first <= after)
  const at = after === END ? lines.length : before ? before.last : all[0].first - 1
  // A block is set off by a blank line, as a person would write it.
  const isBlock = before && /^\s/.test(lines[before.last - 1]) && at === before.last
  lines.splice(at, 0, ...(isBlock ? ['', text] : [text]))
  return join(lines, at + (isBlock ? 2 : 1))
}

/**
 * @param {string[]} lines
 * @param {number} line
 * @returns {Edit}
 */
const join = (lines, line) => ({ program: lines.join('\n') + '\n', line })

/**
 * Puts lines that must come first (an import, a class) after the program's own imports.
 * @param {Edit} edit
 * @param {string[]} block
 * @returns {Edit}
 */
function prepend({ program, line }, block) {
  const lines = program.trimEnd().split('\n')
  const all = statements(program)
  const next = all.findIndex(({ tokens }) => !isDocstring(tokens) && !isImport(tokens))
  const before = all[next - 1]
  const joins = before !== undefined && isImport(before.tokens) && block.length === 1
  const at = joins ? before.last : (all[next]?.first ?? lines.length + 1) - 1
  const added = joins ? block : [...block, '']
  lines.splice(at, 0, ...added)
  return join(lines, line + added.length)
}

/** @param {import('./python.js').Token[]} tokens */
const isImport = (tokens) => ['import', 'from'].includes(tokens[0].text)
/** @param {import('./python.js').Token[]} tokens */
const isDocstring = (tokens) => tokens.length === 1 && tokens[0].type === 'string'

/**
 * Writes a statement that needs a module, with the import if it is missing.
 * @param {string} program
 * @param {number} after
 * @param {string} module
 * @param {string} text
 */
function insertWith(program, after, module, text) {
  const edit = insert(program, after, text)
  const isThere = statements(program).some(({ tokens }) =>
    tokens[0].text === 'import' && tokens.some((token, i) => token.text === module && tokens[i + 1]?.text !== '.'))
  return isThere ? edit : prepend(edit, [`import ${module}`])
}

/**
 * The first short name that the program does not use: a … z, then a2 ….
 * @param {string} program
 * @param {string} [alphabet] the letters to try first
 */
export function freeName(program, alphabet = 'abcdefghijklmnopqrstuvwxyz') {
  const used = new Set(tokenize(program).map(({ text }) => text))
  for (let round = 1; ; round++) {
    for (const letter of alphabet) {
      const name = round === 1 ? letter : letter + round
      if (!used.has(name)) return name
    }
  }
}

/**
 * The program's own classes with the parameters that their `__init__` requires.
 * @param {string} program
 * @returns {{ name: string, parameters: string[] }[]}
 */
export function classes(program) {
  /** @type {{ name: string, parameters: string[] }[]} */
  const found = []
  for (const { tokens } of statements(program)) {
    if (tokens[0].text !== 'class' && tokens[0].text !== '@') continue
    const at = tokens.findIndex(({ type }, i) => type === 'definition' && tokens[i - 1].text === 'class')
    if (at < 0) continue
    const init = tokens.findIndex(({ type, text }) => type === 'definition' && text === '__init__')
    const base = tokens[at + 1]?.text === '(' ? found.find(({ name }) => name === tokens[at + 2]?.text) : undefined
    found.push({ name: tokens[at].text, parameters: init < 0 ? base?.parameters ?? [] : required(tokens.slice(init + 2)) })
  }
  return found
}

/**
 * The parameters without a default, `self` left out.
 * @param {import('./python.js').Token[]} tokens from after the opening parenthesis
 */
function required(tokens) {
  const names = []
  let depth = 0
  let isStart = true
  for (const [i, { text, type }] of tokens.entries()) {
    if (depth === 0 && text === ')') break
    if (depth === 0 && text === '*') break
    if ('([{'.includes(text)) depth++
    else if (')]}'.includes(text)) depth--
    else if (depth === 0 && text === ',') isStart = true
    else if (isStart && type === 'name') {
      isStart = false
      const rest = tokens.slice(i + 1)
      const end = rest.findIndex((token) => token.text === ',' || token.text === ')')
      if (!rest.slice(0, end).some((token) => token.text === '=')) names.push(text)
    }
  }
  return names.slice(1)
}

/**
 * A new object under a free name.
 * @param {string} program
 * @param {number} after
 * @param {string} choice `list`, `dict`, `set`, `tuple`, `str` or the name of a class
 * @param {string} [item] Python for what the tuple holds
 * @returns {Edit}
 */
export function addObject(program, after, choice, item = '[]') {
  const name = freeName(program)
  /** @type {Record<string, string>} */
  const literals = { list: '[]', dict: '{}', set: 'set()', tuple: `(${item},)`, str: `'${name}'` }
  if (Object.hasOwn(literals, choice)) return insert(program, after, `${name} = ${literals[choice]}`)
  const known = classes(program).find((one) => one.name === choice)
  const values = (known?.parameters ?? []).map((parameter) => parameter === 'name' ? `'${name}'` : 'None')
  const edit = insert(program, after, `${name} = ${choice}(${values.join(', ')})`)
  return known ? edit : prepend(edit, [`class ${choice}:`, '    pass'])
}

/**
 * A reference from a slot that is there, or a new slot, to an object.
 * @param {string} program
 * @param {number} after
 * @param {Operand} from
 * @param {Operand} to
 * @param {string} slot the row's label (`.next`, `[0]`, a name), or `''` for a list's end and a set
 * @returns {Edit}
 */
export function addReference(program, after, from, to, slot) {
  const value = reach(to)
  if (from.kind === 'module') return insert(program, after, `${slot} = ${value}`)
  const holder = reach(from)
  refuseIfFixed(from)
  if (from.kind === 'set') {
    if (['list', 'dict', 'set'].includes(to.kind)) throw new Refusal(strings.unhashable(to.type))
    return insert(program, after, `${holder}.add(${value})`)
  }
  if (from.kind === 'list' && !slot) return insert(program, after, `${holder}.append(${value})`)
  return insert(program, after, `${holder}${slot} = ${value}`)
}

/**
 * @param {string} program
 * @param {number} after
 * @param {Operand} from
 * @param {Row} row
 * @param {Operand} to
 * @returns {Edit}
 */
export function removeReference(program, after, from, row, to) {
  if (from.kind === 'module') return insert(program, after, `del ${row.label}`)
  const holder = reach(from)
  refuseIfFixed(from)
  if (from.kind === 'set') return insert(program, after, `${holder}.remove(${reach(to)})`)
  // list.remove takes the first equal item; only an instance that something else names is sure to be the right one.
  const isDirect = to.kind === 'instance' && to.expression && !to.expression.startsWith(holder + '[')
  if (from.kind === 'list' && isDirect) return insert(program, after, `${holder}.remove(${to.expression})`)
  return insert(program, after, `del ${holder}${row.label}`)
}

/**
 * @param {string} program
 * @param {number} after
 * @param {string} name
 * @param {Operand} to
 */
export function addName(program, after, name, to) {
  return insert(program, after, `${name} = ${reach(to)}`)
}

/**
 * @param {string} program
 * @param {number} after
 * @param {number} [generation] all of them if left out
 */
export function collect(program, after, generation) {
  return callCollector(program, after, `gc.collect(${generation ?? ''})`)
}

/**
 * A call of the gc module, such as `gc.disable()`.
 * @param {string} program
 * @param {number} after
 * @param {string} call
 */
export function callCollector(program, after, call) {
  return insertWith(program, after, 'gc', call)
}

/**
 * A finalizer in the object's class. The reader stays at the line where they stand.
 * @param {string} program
 * @param {number} after
 * @param {Operand} of
 * @returns {Edit}
 */
export function addFinalizer(program, after, { type }) {
  const statement = statements(program).find(({ tokens }) => {
    const at = tokens.findIndex(({ text }) => text === 'class')
    return tokens[at + 1]?.text === type && tokens[at + 1].type === 'definition' && (at === 0 || tokens[0].text === '@')
  })
  if (!statement) throw new Refusal(strings.foreignClass(type))
  if (statement.tokens.some(({ text, type: kind }) => text === '__del__' && kind === 'definition')) throw new Refusal(strings.hasFinalizer(type))
  const lines = program.trimEnd().split('\n')
  const body = lines.slice(statement.first, statement.last)
  const indent = body.find((line) => line.trim())?.match(/^\s*/)?.[0] || '    '
  const finalizer = [`${indent}def __del__(self):`, `${indent}${indent}print('${type} is finalized')`]
  const isEmpty = body.length === 1 && ['pass', '...'].includes(body[0].trim())
  if (isEmpty) lines.splice(statement.first, 1, ...finalizer)
  else lines.splice(statement.last, 0, '', ...finalizer)
  return join(lines, after >= statement.last ? after + (isEmpty ? 1 : 3) : after)
}

/**
 * A weak reference to the object under a free name.
 * @param {string} program
 * @param {number} after
 * @param {Operand} to
 */
export function addWeakReference(program, after, to) {
  if (!['instance', 'class', 'set', 'function'].includes(to.kind)) throw new Refusal(strings.noWeakReference(to.type))
  return insertWith(program, after, 'weakref', `${freeName(program, 'rstuvw')} = weakref.ref(${reach(to)})`)
}

/**
 * The attributes that a new reference from an instance may want: its own that are None, others that the program sets,
 * and the usual ones; what holds a plain value is left alone.
 * @param {string} program
 * @param {Row[]} rows the instance's slots
 */
export function slotSuggestions(program, rows) {
  const tokens = tokenize(program).filter(({ type }) => type !== 'space')
  const used = tokens.filter(({ type }, i) => type === 'name' && tokens[i - 1]?.text === '.' && tokens[i + 1]?.text === '=')
  const named = (/** @type {(row: Row) => boolean} */ test) => rows.filter(test).map(({ label }) => label.slice(1))
  const taken = named(({ text }) => text !== '' && text !== 'None')
  const wanted = [...named(({ text }) => text === 'None'), ...used.map(({ text }) => text), 'next', 'child', 'parent']
  return [...new Set(wanted)].filter((name) => !taken.includes(name)).slice(0, 4)
}

/**
 * @param {string} text
 * @returns {string | undefined} the attribute's slot, `.next`
 */
export function attributeSlot(text) {
  const name = text.trim().replace(/^\./, '')
  return isIdentifier(name) ? `.${name}` : undefined
}

/**
 * @param {string} text
 * @returns {string | undefined} a variable's name
 */
export function variable(text) {
  const name = text.trim()
  return isIdentifier(name) ? name : undefined
}

/**
 * @param {string} text a word, or a Python literal as it stands
 * @returns {string | undefined} the key's slot, `['k']`
 */
export function keySlot(text) {
  const key = text.trim()
  if (!key) return undefined
  const isLiteral = /^(-?\d+|'[^'\\]*'|"[^"\\]*"|None|True|False)$/.test(key)
  return `[${isLiteral ? key : `'${key.replace(/[\\']/g, '\\$&')}'`}]`
}

/**
 * @param {string} text
 * @returns {string | undefined} the arguments of gc.set_threshold: one to three numbers
 */
export function thresholds(text) {
  const numbers = text.split(',').map((part) => part.trim())
  return numbers.length <= 3 && numbers.every((part) => /^\d{1,9}$/.test(part)) ? numbers.join(', ') : undefined
}

/** @param {Operand} operand */
function reach({ expression, type }) {
  if (!expression) throw new Refusal(strings.unreachable(type))
  return expression
}

/** @param {Operand} operand */
function refuseIfFixed({ kind, type }) {
  if (!['instance', 'class', 'list', 'dict', 'set', 'function'].includes(kind)) throw new Refusal(strings.immutable(type))
}
