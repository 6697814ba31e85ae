// The program as a script that can be checked on a real Python.

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
