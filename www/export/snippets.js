// What an author pastes into a post to show the program there.
import { format } from '../embed/address.js'

/**
 * @typedef {object} Figure
 * @property {string} site the address of the page's folder
 * @property {string} program
 * @property {string} version
 * @property {string} place as links write it
 * @property {string} hash of a link
 * @property {string} height of the picture in CSS pixels; empty for the usual one
 * @property {string} theme empty for that of the post
 * @property {boolean} edit whether readers may change the program
 * @property {boolean} jsx for MDX and React instead of HTML and Markdown
 */

/** All that a reader may be given, the numbers left out. */
const EDITABLE = 'program edit step collect log'

/**
 * In a form that Markdown leaves alone, too: its rules end some blocks of HTML at a blank line, and a program has blank
 * lines. A `pre` goes on to its end, and the blank lines around it make it a block of its own.
 * @param {Figure} figure
 */
export const elementSnippet = (figure) => (figure.jsx ? elementInJsx(figure) : `${script(figure, 'gc-playground')}
<div>
${startTag(figure)}

<pre>
${escape(figure.program.trimEnd())}
</pre>

</gc-playground>
</div>`)

/**
 * There braces and markup in a program would be code: it is a string, whose first line end does not count. MDX takes two
 * spaces away from every line of it.
 * @param {Figure} figure
 */
const elementInJsx = (figure) => `${script(figure, 'gc-playground')}

${startTag(figure)}<pre>{\`\\
${figure.program.trimEnd().replace(/[\\`]|\$(?={)/g, '\\$&').replace(/^(?=.)/gm, '  ')}
\`}</pre></gc-playground>`

/** @param {Figure} figure */
const startTag = ({ version, place, height, theme, edit }) =>
  `<gc-playground${attribute('python', version)}${attribute('at', place)}${attribute('height', height)}${attribute('theme', theme)}${attribute('controls', edit ? EDITABLE : '')}>`

/** React runs a script that comes with a later page only if it is `async`. @param {Figure} figure @param {string} name */
const script = ({ site, jsx }, name) => `<script${jsx ? ' async' : ''} type="module" src="${site}${name}.js"></script>`

/** @param {Figure} figure */
export const frameAddress = ({ site, hash, height, theme, edit }) =>
  `${site}embed.html#${format(hash, { height, theme, controls: edit ? EDITABLE : '' })}`

/**
 * The script gives the frame its height; without it the frame keeps the one that is written here. Some themes of WordPress
 * make a frame as wide as the window unless it is in something.
 * @param {Figure} figure
 */
export const frameSnippet = (figure) => {
  const style = figure.jsx ? "{{ display: 'block', border: 0 }}" : undefined
  return `${script(figure, 'frames')}
<div>${frameSnippetOf(frameAddress(figure), 'A Python program and its objects, step by step', style)}</div>`
}

/** A block, which leaves no room for a line's descent below it. @param {string} address @param {string} title @param {string} [style] */
export const frameSnippetOf = (address, title, style = '"display:block;border:0"') =>
  `<iframe src="${escape(address)}" title="${escape(title)}" width="100%" height="640" style=${style} loading="lazy" sandbox="allow-scripts allow-popups"></iframe>`

/** @param {Figure} figure */
export const linkSnippet = ({ site, hash }) => `${site}#${hash}`

/** @param {string} name @param {string} value */
const attribute = (name, value) => (value ? ` ${name}="${escape(value)}"` : '')

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
