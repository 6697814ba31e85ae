// Where what the dialog writes goes, host by host. Not among the page's other words, which every figure in every post loads.
import { language } from '../strings.js'

const words = {
  en: {
    jsx: 'As JSX, for MDX and React',
    title: 'Where does it go?',
    list: [
      ['HTML, MkDocs, mdBook', 'Paste the element into the text as it is.'],
      ['Sphinx', 'Under “.. raw:: html”, indented by three; in MyST as it is.'],
      ['Jupyter', 'In a Markdown cell, or as HTML("""…""") from IPython.display; readers see it in the exported HTML.'],
      ['Docusaurus', 'MDX reads braces as code: take the iframe, with style={{ border: 0 }}.'],
      ['WordPress, Ghost', 'A block “Custom HTML” or an HTML card. Where scripts are taken out, take the iframe.'],
      ['Medium, Substack, dev.to', 'No scripts there: an image from Export, SVG or PNG, with the link below it.'],
      ['Moodle and the like', 'Upload the single file, single.html, or take the iframe.'],
    ],
  },
  de: {
    jsx: 'Als JSX, für MDX und React',
    title: 'Wo kommt es hin?',
    list: [
      ['HTML, MkDocs, mdBook', 'Das Element so, wie es ist, in den Text einsetzen.'],
      ['Sphinx', 'Unter „.. raw:: html“, um drei eingerückt; in MyST so, wie es ist.'],
      ['Jupyter', 'In eine Markdown-Zelle, oder als HTML("""…""") aus IPython.display; Leser sehen es im exportierten HTML.'],
      ['Docusaurus', 'MDX liest geschweifte Klammern als Code: nimm den iframe, mit style={{ border: 0 }}.'],
      ['WordPress, Ghost', 'Ein Block „Individuelles HTML“ oder eine HTML-Karte. Wo Skripte entfernt werden, nimm den iframe.'],
      ['Medium, Substack, dev.to', 'Skripte gibt es dort nicht: ein Bild aus Export, SVG oder PNG, und darunter der Link.'],
      ['Moodle und Ähnliches', 'Die einzelne Datei single.html hochladen oder den iframe nehmen.'],
    ],
  },
}

export const hosts = words[language === 'de' ? 'de' : 'en']
