// What the editor suggests: functions of the modules that the engine knows, attributes that the program sets, names.
import { KEYWORDS, tokenize } from './python.js'

/** @typedef {{ label: string, type: string, detail?: string, boost?: number }} Suggestion */

/** What each module offers that is of use here; `()` marks a function. @type {Record<string, string[]>} */
const MODULES = {
  gc: ['collect()', 'get_count()', 'get_threshold()', 'set_threshold()', 'enable()', 'disable()', 'isenabled()', 'get_stats()',
    'get_objects()', 'get_referrers()', 'get_referents()', 'is_tracked()', 'is_finalized()', 'freeze()', 'unfreeze()', 'get_freeze_count()',
    'set_debug()', 'get_debug()', 'garbage', 'callbacks', 'DEBUG_STATS', 'DEBUG_COLLECTABLE', 'DEBUG_UNCOLLECTABLE', 'DEBUG_SAVEALL', 'DEBUG_LEAK'],
  sys: ['getrefcount()', 'getsizeof()', 'exc_info()', 'intern()', 'maxsize', 'version_info', 'stderr', 'stdout'],
  weakref: ['ref()', 'proxy()', 'getweakrefs()', 'WeakValueDictionary()', 'WeakKeyDictionary()', 'WeakSet()', 'WeakMethod()'],
}
const BUILTINS = ('dict enumerate frozenset getattr hasattr id isinstance iter len list max min next object print range repr reversed set '
  + 'setattr sorted str sum super tuple type vars zip').split(' ')

/**
 * @param {string} program
 * @param {string} before the program's text up to the caret
 * @returns {{ from: number, options: Suggestion[] } | undefined} nothing where nothing can be suggested
 */
export function complete(program, before) {
  const [, owner, word] = before.match(/(?:([\w)\]]+)\s*\.\s*)?([\p{L}_][\p{L}\p{N}_]*|)$/u) ?? []
  const tokens = tokenize(program).filter(({ type }) => type !== 'space')
  const here = tokenize(before).at(-1)
  if (here?.type === 'comment' || here?.type === 'string' || (!owner && !word)) return undefined
  const from = before.length - word.length
  const isAttribute = owner !== undefined
  const options = isAttribute && MODULES[owner] ? MODULES[owner].map((name, i) => ({ ...member(name), detail: owner, boost: -i }))
    : tokens.filter(({ type, text }, i) => (type === 'name' || type === 'definition') && text !== owner
        && (tokens[i - 1]?.text === '.') === isAttribute && !MODULES[tokens[i - 2]?.text]).map(({ text }) => ({ label: text, type: isAttribute ? 'property' : 'variable' }))
  if (!isAttribute) {
    options.push(...BUILTINS.map((label) => ({ label, type: 'function' })), ...Object.keys(MODULES).map((label) => ({ label, type: 'namespace' })),
      ...[...KEYWORDS].map((label) => ({ label, type: 'keyword' })))
  }
  // A name that is only now being typed is no suggestion.
  const times = (/** @type {string} */ label) => options.filter((option) => option.label === label).length
  const seen = new Set(times(word) > 1 ? [] : [word])
  return { from, options: options.filter(({ label }) => !seen.has(label) && seen.add(label)) }
}

/** @param {string} name @returns {Suggestion} */
function member(name) {
  const isCall = name.endsWith('()')
  return { label: isCall ? name.slice(0, -2) : name, type: isCall ? 'function' : 'constant' }
}
