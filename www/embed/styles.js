// The page's style sheets for shadow trees, made once for all embeds of a page.
import base from '../styles/base.css?inline'
import canvas from '../styles/canvas.css?inline'
import controls from '../styles/controls.css?inline'
import lesson from '../styles/lesson.css?inline'
import panels from '../styles/panels.css?inline'
import tokens from '../styles/tokens.css?inline'
import embed from './embed.css?inline'
import light from './light.css?inline'
import listing from './listing.css?inline'

/** @type {CSSStyleSheet[] | undefined} */
let sheets

export function liveSheets() {
  return (sheets ??= [tokens, light, base, controls, panels, canvas, lesson, listing, embed].map((css) => {
    const sheet = new CSSStyleSheet()
    // A rem is the host page's affair: there are pages where it is 10 pixels.
    sheet.replaceSync(css.replace(/([\d.]+)rem\b/g, 'calc($1 * 15px)'))
    return sheet
  }))
}
