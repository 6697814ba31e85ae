// What the address of embed.html says behind its `#`: a link's payload or `scenario=…`, then the element's attributes,
// as in `embed.html#1dAbCd…&theme=dark&height=280` or `embed.html#scenario=ring&python=3.13&at=17`.

/** Attributes of the element that an address may set. */
const ATTRIBUTES = ['scenario', 'python', 'at', 'controls', 'theme', 'height', 'predict']

/**
 * @param {string} hash with or without its `#`
 * @returns {{ link: string | undefined, attributes: Record<string, string> }}
 */
export function parse(hash) {
  // WordPress puts a word of its own behind the address of what it embeds.
  const [first, ...rest] = hash.replace(/^#|#\?secret=.*$/g, '').split('&')
  const isLink = first !== '' && !first.includes('=')
  const found = new URLSearchParams((isLink ? rest : [first, ...rest]).join('&'))
  return {
    link: isLink ? first : undefined,
    attributes: Object.fromEntries(ATTRIBUTES.flatMap((name) => (found.has(name) ? [[name, found.get(name) ?? '']] : []))),
  }
}

/**
 * @param {string | undefined} link
 * @param {Record<string, string>} attributes empty ones are left out
 */
export function format(link, attributes) {
  const words = new URLSearchParams(Object.entries(attributes).filter(([, value]) => value)).toString()
  return [link, words].filter(Boolean).join('&')
}
