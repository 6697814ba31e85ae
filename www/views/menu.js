// A button that opens a small panel: native <details>, closed by Escape, by a choice, and by a click elsewhere.
import { html } from 'lit'

/**
 * @param {{ label: unknown, title: string, content: unknown, className?: string }} menu
 */
export const menu = ({ label, title, content, className = '' }) => html`
  <details class="menu ${className}" @keydown=${onKey}>
    <summary class="button" title=${title} aria-label=${title}>${label}</summary>
    <div class="menu-panel" @click=${onChoice}>${content}</div>
  </details>`

/** Opens a menu and goes to its first choice. @param {string} className */
export function openMenu(className) {
  const found = /** @type {HTMLDetailsElement | null} */ (document.querySelector(`details.${className}`))
  if (!found) return
  found.open = true
  found.querySelector('button')?.focus()
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === 'Escape') close(/** @type {HTMLDetailsElement} */ (event.currentTarget), true)
}

/** @param {Event} event */
function onChoice(event) {
  const target = /** @type {Element} */ (event.target)
  if (target.closest('[data-closes]')) close(target.closest('details'), true)
}

/** @param {HTMLDetailsElement | null} details @param {boolean} focus */
function close(details, focus) {
  if (!details?.open) return
  details.open = false
  if (focus) details.querySelector('summary')?.focus()
}

document.addEventListener('pointerdown', ({ target }) => {
  for (const details of document.querySelectorAll('details.menu:not(.result)')) {
    if (!details.contains(/** @type {Node} */ (target))) close(/** @type {HTMLDetailsElement} */ (details), false)
  }
})
