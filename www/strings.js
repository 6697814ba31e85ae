// The words of the page in the visitor's language. It is chosen once, as the page starts; another choice reloads it.
import * as saved from './saved.js'
import { strings as english } from './strings/en.js'

/** The languages by their own names, and where their words are. */
export const languages = { en: 'English', de: 'Deutsch' }

/** @typedef {keyof typeof languages} Language */

/** What an embed's author says, else what the visitor chose, else the first that the browser asks for and that is here. @returns {Language} */
function choose() {
  const author = globalThis.document?.querySelector('gc-playground[lang]')?.getAttribute('lang')
  const wanted = [author, saved.load().language, ...globalThis.navigator?.languages ?? []].map((tag) => String(tag).slice(0, 2))
  return /** @type {Language} */ (wanted.find((tag) => tag in languages) ?? 'en')
}

export const language = choose()

/** @type {typeof english} */
export const strings = language === 'de' ? { ...english, ...(await import('./strings/de.js')).strings } : english
