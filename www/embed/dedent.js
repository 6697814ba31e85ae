/** Without the blank lines around it and the indentation that all its lines share. @param {string} text */
export function dedent(text) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n')
  const indents = lines.filter((line) => line.trim()).map((line) => line.match(/^[ \t]*/)?.[0] ?? '')
  const shared = indents.reduce((shortest, indent) => {
    let length = 0
    while (length < shortest.length && shortest[length] === indent[length]) length++
    return shortest.slice(0, length)
  }, indents[0] ?? '')
  const dedented = lines.map((line) => (line.startsWith(shared) ? line.slice(shared.length) : line.trimStart())).join('\n')
  return dedented && `${dedented}\n`
}
