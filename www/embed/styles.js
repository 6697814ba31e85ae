// The page's style sheets for shadow trees, made once for all embeds of a page.
import base from '../styles/base.css?inline'
import { sheet, views } from '../styles/sheets.js'
import tokens from '../styles/tokens.css?inline'
import embed from './embed.css?inline'
import light from './light.css?inline'
import listing from './listing.css?inline'

/** @type {CSSStyleSheet[] | undefined} */
let sheets

export function liveSheets() {
  // A rem is the host page's affair: there are pages where it is 10 pixels.
  return (sheets ??= [tokens, light, base, ...views, listing, embed].map((css) => sheet(css.replace(/([\d.]+)rem\b/g, 'calc($1 * 15px)'))))
}
