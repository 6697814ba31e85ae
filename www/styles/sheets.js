// The style sheets of the views, once for the page and for the shadow trees of embeds.
import canvas from './canvas.css?inline'
import controls from './controls.css?inline'
import lesson from './lesson.css?inline'
import panels from './panels.css?inline'

export const views = [controls, panels, canvas, lesson]

/** Made by script, which a strict content security policy allows. @param {string} css */
export function sheet(css) {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}
