// Where what the dialog writes goes, host by host. Not among the page's other words, which every figure in every post loads.
import { language } from '../strings.js'

const words = {
  en: {
    jsx: 'As JSX, for MDX and React',
    title: 'Where does it go?',
    list: [
      ['HTML, MkDocs, mdBook', 'Paste the element into the text as it is.'],
      ['Sphinx', 'Under “.. raw:: html”, indented by three; in MyST as it is.'],
      ['Jupyter', 'In a code cell, below a first line “%%html”. It stays in the exported HTML.'],
      ['Docusaurus', 'As JSX, element or iframe.'],
      ['WordPress', 'A block “Custom HTML”, if you are an editor or administrator. Others embed the address of one of the page’s own scenarios, or take an image and the link.'],
      ['Ghost', 'An HTML card.'],
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
      ['Jupyter', 'In eine Code-Zelle, unter eine erste Zeile „%%html“. Es bleibt im exportierten HTML.'],
      ['Docusaurus', 'Als JSX, Element oder iframe.'],
      ['WordPress', 'Ein Block „Individuelles HTML“, für Redakteure und Administratoren. Andere betten die Adresse eines der Szenarien dieser Seite ein oder nehmen ein Bild und den Link.'],
      ['Ghost', 'Eine HTML-Karte.'],
      ['Medium, Substack, dev.to', 'Skripte gibt es dort nicht: ein Bild aus Export, SVG oder PNG, und darunter der Link.'],
      ['Moodle und Ähnliches', 'Die einzelne Datei single.html hochladen oder den iframe nehmen.'],
    ],
  },
}

export const hosts = words[language === 'de' ? 'de' : 'en']
