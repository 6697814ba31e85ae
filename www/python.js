// As much of Python's lexical structure as the editor needs to colour it and the edits to find whole statements.

export const KEYWORDS = new Set(('False None True and as assert async await break class continue def del elif else except '
  + 'finally for from global if import in is lambda nonlocal not or pass raise return try while with yield').split(' '))

/** In the order of TYPES. */
const TOKEN = new RegExp([
  /([bfruBFRU]{0,2}(?:'''[^]*?(?:'''|$)|"""[^]*?(?:"""|$)|'(?:\\[^]|[^\\'\n])*'?|"(?:\\[^]|[^\\"\n])*"?))/,
  /(#[^\n]*)/,
  /(\d[\w.]*)/,
  /([\p{L}_][\p{L}\p{N}_]*)/u,
  /(\n|[^\S\n]+|\\\n)/,
  /([^])/,
].map((part) => part.source).join('|'), 'uy')

/**
 * @typedef {'string' | 'comment' | 'number' | 'name' | 'keyword' | 'definition' | 'space' | 'operator'} TokenType
 * @typedef {{ type: TokenType, text: string, start: number }} Token
 */

/** @type {TokenType[]} */
const TYPES = ['string', 'comment', 'number', 'name', 'space', 'operator']

/**
 * The last source, its tokens and statements: the views ask for the same text at every step.
 * @type {{ source: string, tokens: Token[], statements?: Statement[] }}
 */
let known = { source: '', tokens: [] }

/**
 * Cuts the source into tokens that join to the source again, whatever it is. What stands before the first difference
 * from the last source is not read again: a gesture adds one line to a program of thousands.
 * @param {string} source
 * @returns {readonly Token[]}
 */
export function tokenize(source) {
  if (source === known.source) return known.tokens
  const tokens = known.tokens.slice(0, same(known, source))
  let before = tokens.findLast(({ type }) => type !== 'space')?.text
  const last = tokens.at(-1)
  TOKEN.lastIndex = last ? last.start + last.text.length : 0
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [text] = match
    let type = TYPES[match.indexOf(text, 1) - 1]
    if (type === 'name' && KEYWORDS.has(text)) type = 'keyword'
    else if (type === 'name' && (before === 'def' || before === 'class')) type = 'definition'
    if (type !== 'space') before = text
    tokens.push({ type, text, start: match.index })
  }
  known = { source, tokens }
  return tokens
}

/** How many tokens two sources share: a token ends because of what is behind it, a character or (`\\`) two. @param {typeof known} known @param {string} source */
function same({ source: old, tokens }, source) {
  let length = 0
  while (length < old.length && old[length] === source[length]) length++
  const after = tokens.findLastIndex(({ start, text }) => start + text.length < length - 1)
  return after + 1
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
  const tokens = tokenize(source)
  return known.statements ??= group(tokens)
}

/** @param {readonly Token[]} tokens */
function group(tokens) {
  /** @type {Statement[]} */
  const found = []
  let line = 1
  let depth = 0
  let fresh = true
  for (const token of tokens) {
    const { type, text } = token
    const height = type === 'space' || type === 'string' ? text.split('\n').length - 1 : 0
    if (type === 'space') {
      if (text === '\n') fresh = depth === 0
      else if (text !== '\\\n' && fresh) fresh = false
    } else if (type === 'comment') {
      fresh = false
    } else {
      const last = found.at(-1)
      const goesOn = fresh && (GOES_ON.has(text)
        || (last?.tokens[0].text === '@' && !last.tokens.some(({ text }) => text === 'def' || text === 'class')))
      if ((fresh && !goesOn) || !last) found.push({ first: line, last: line + height, tokens: [token] })
      else {
        last.tokens.push(token)
        last.last = line + height
      }
      fresh = false
      if (type === 'operator' && '([{'.includes(text)) depth++
      else if (type === 'operator' && ')]}'.includes(text)) depth = Math.max(0, depth - 1)
    }
    line += height
  }
  return found
}

/** A statement that one of these begins is part of the one before. */
const GOES_ON = new Set(['elif', 'else', 'except', 'finally'])

/** @param {string} text */
export const isIdentifier = (text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !KEYWORDS.has(text)
