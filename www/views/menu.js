// A button that opens a small panel: native <details>, closed by Escape, by a choice, and by a click elsewhere.
import { html } from 'lit'

/**
 * @param {{ label: unknown, title: string, content: unknown, className?: string }} menu
 */
export const menu = ({ label, title, content, className = '' }) => html`
  <details class="menu ${className}" @keydown=${onMenuKey} @toggle=${onToggle}>
    <summary class="button" title=${title} aria-label=${title}>${label}</summary>
    <div class="menu-panel" @click=${onChoice}>${content}</div>
  </details>`

/** @type {WeakMap<Element, () => void>} */
const returns = new WeakMap()

/** The open ones, in whichever document or shadow tree. @type {Set<HTMLDetailsElement>} */
const opened = new Set()

/**
 * Opens a menu and goes to its first choice.
 * @param {Node} from an element of the same document or shadow tree
 * @param {string} className
 * @param {() => void} [onClose] takes the focus back; the menu's button keeps it if left out
 */
export function openMenu(from, className, onClose) {
  const root = /** @type {Document | ShadowRoot} */ (from.getRootNode())
  const found = /** @type {HTMLDetailsElement | null} */ (root.querySelector(`details.${className}`))
  if (!found) return
  found.open = true
  if (onClose) returns.set(found, onClose)
  found.querySelector('button')?.focus()
}

/** Escape closes a menu. @param {KeyboardEvent} event */
export function onMenuKey(event) {
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
  const goBack = returns.get(details) ?? (() => details.querySelector('summary')?.focus())
  returns.delete(details)
  if (focus) goBack()
}

/** @param {Event} event */
function onToggle({ currentTarget }) {
  const details = /** @type {HTMLDetailsElement} */ (currentTarget)
  if (details.open) opened.add(details)
  else opened.delete(details)
}

document.addEventListener('pointerdown', (event) => {
  const path = event.composedPath()
  for (const details of opened) if (!path.includes(details)) close(details, false)
})
