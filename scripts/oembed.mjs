// Build time: a page of its own for every scenario, whose address can be pasted where oEmbed is understood, and the
// oembed.json that such sites look for behind it. All of it is static, as no server of ours answers.
import { readFileSync, readdirSync } from 'node:fs'
import { frameSnippetOf } from '../www/export/snippets.js'
import { strings } from '../www/strings/en.js'

const SCENARIOS = new URL('../www/scenarios/', import.meta.url)

/**
 * @param {string} site the address of the built site, as oEmbed wants whole addresses
 * @returns {import('vite').Plugin}
 */
export const oembed = (site) => ({
  name: 'oembed',
  // What the pages share with the tutorial has its name by then.
  enforce: 'post',
  generateBundle(_, bundle) {
    const [icon, style] = [/favicon.*\.svg$/, /tutorial.*\.css$/].map((name) => Object.keys(bundle).find((file) => name.test(file)))
    if (!icon || !style) throw new Error('the scenario pages need the icon and the style sheet of the tutorial')
    for (const file of readdirSync(SCENARIOS).filter((name) => name.endsWith('.py'))) {
      const id = file.slice(0, -3)
      const words = strings.scenarios[/** @type {keyof typeof strings.scenarios} */ (id)]
      const folder = `scenario/${id}/`
      const program = readFileSync(new URL(file, SCENARIOS), 'utf8')
      this.emitFile({ type: 'asset', fileName: `${folder}index.html`, source: page({ site, folder, program, icon, style, ...words }) })
      this.emitFile({ type: 'asset', fileName: `${folder}oembed.json`, source: JSON.stringify({
        version: '1.0', type: 'rich', provider_name: 'gc-playground', provider_url: site, title: words.title, width: 800, height: 640,
        // WordPress takes the style out, and leaves the old attribute.
        html: frameSnippetOf(`${site}embed.html#scenario=${id}&at=start`, words.title).replace(' style=', ' frameborder="0" style='),
      }, null, 2) })
    }
  },
})

/** @param {Record<'site' | 'folder' | 'program' | 'icon' | 'style' | 'title' | 'purpose', string>} scenario */
const page = ({ site, folder, program, icon, style, title, purpose }) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${escape(title)} · gc-playground</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="description" content="${escape(purpose)}">
  <meta property="og:title" content="${escape(title)}">
  <meta property="og:description" content="${escape(purpose)}">
  <meta name="color-scheme" content="light dark">
  <meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'">
  <link rel="alternate" type="application/json+oembed" href="${escape(`${site}${folder}oembed.json`)}" title="${escape(title)}">
  <link rel="icon" href="../../${icon}" type="image/svg+xml">
  <link rel="stylesheet" href="../../${style}">
  <script type="module" src="../../gc-playground.js"></script>
</head>
<body>
<header>
  <p class="home"><a href="../../index.html">gc-playground</a></p>
  <h1>${escape(title)}</h1>
  <p class="lead">${escape(purpose)}</p>
</header>
<main><section>
  <figure><gc-playground at="start" predict><pre>
${escape(program)}</pre></gc-playground></figure>
</section></main>
</body>
</html>
`

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
