// As much of Python's lexical structure as the editor needs to colour it and the edits to find whole statements.

export const KEYWORDS = new Set(('False None True and as assert async await break class continue def del elif else except '
  + 'finally for from global if import in is lambda nonlocal not or pass raise return try while with yield').split(' '))

const TOKEN = new RegExp([
  /(?<string>[bfruBFRU]{0,2}(?:'''[^]*?(?:'''|$)|"""[^]*?(?:"""|$)|'(?:\\[^]|[^\\'\n])*'?|"(?:\\[^]|[^\\"\n])*"?))/,
  /(?<comment>#[^\n]*)/,
  /(?<number>\d[\w.]*)/,
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
  /(?<space>\n|[^\S\n]+|\\\n)/,
  /(?<operator>[^])/,
].map((part) => part.source).join('|'), 'guy')

/**
 * @typedef {'string' | 'comment' | 'number' | 'name' | 'keyword' | 'definition' | 'space' | 'operator'} TokenType
 * @typedef {{ type: TokenType, text: string, start: number }} Token
 */

/** @type {TokenType[]} */
const TYPES = ['name', 'space', 'operator', 'string', 'number', 'comment']

/** The last source and its tokens: the views ask for the same text at every step. */
let known = { source: '', tokens: /** @type {Token[]} */ ([]) }

/**
 * Cuts the source into tokens that join to the source again, whatever it is.
 * @param {string} source
 * @returns {readonly Token[]}
 */
export function tokenize(source) {
  if (source === known.source) return known.tokens
  /** @type {Token[]} */
  const tokens = []
  let before = ''
  for (const match of source.matchAll(TOKEN)) {
    const text = match[0]
    const groups = match.groups ?? {}
    let type = TYPES.find((name) => groups[name] !== undefined) ?? 'operator'
    if (type === 'name' && KEYWORDS.has(text)) type = 'keyword'
    else if (type === 'name' && (before === 'def' || before === 'class')) type = 'definition'
    if (type !== 'space') before = text
    tokens.push({ type, text, start: match.index })
  }
  known = { source, tokens }
  return tokens
}

/**
 * A statement at the module's top level, with all the lines that belong to it.
 * @typedef {{ first: number, last: number, tokens: Token[] }} Statement
 */

/**
 * The top-level statements in order; lines are 1-based and inclusive. Comments between statements belong to none.
 * @param {string} source
 * @returns {Statement[]}
 */
export function statements(source) {
  /** @type {Statement[]} */
  const found = []
  let line = 1
  let depth = 0
  let fresh = true
  for (const token of tokenize(source)) {
    const height = token.text.split('\n').length - 1
    if (token.type === 'space') {
      if (token.text === '\n') fresh = depth === 0
      else if (token.text !== '\\\n' && fresh) fresh = false
    } else if (token.type === 'comment') {
      fresh = false
    } else {
      const last = found.at(-1)
      const goesOn = ['elif', 'else', 'except', 'finally'].includes(token.text)
        || (last?.tokens[0].text === '@' && !last.tokens.some(({ text }) => text === 'def' || text === 'class'))
      if ((fresh && !goesOn) || !last) found.push({ first: line, last: line + height, tokens: [token] })
      else {
        last.tokens.push(token)
        last.last = line + height
      }
      fresh = false
      if ('([{'.includes(token.text)) depth++
      else if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1)
    }
    line += height
  }
  return found
}

/** @param {string} text */
export const isIdentifier = (text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !KEYWORDS.has(text)
