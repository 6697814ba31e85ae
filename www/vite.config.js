import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { oembed } from '../scripts/oembed.mjs'

/** What other sites and bundlers import: at the top, under names that stay. */
const published = { 'gc-playground': 'embed/define.js', element: 'embed/element.js', engine: 'core.js', frames: 'frames.js' }
const pages = { index: 'index.html', embed: 'embed.html', tutorial: 'tutorial/index.html', conformance: 'conformance.html' }
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

/** Indentation in the views' templates is for those who read the sources. @returns {import('vite').Plugin} */
const outdented = () => ({
  name: 'outdented',
  transform: (code, id) => (/\/www\/(views|embed|export)\/(?!snippets|hosts)[a-z]+\.js$/.test(id) ? { code: code.replace(/\n\s+/g, '\n'), map: null } : undefined),
})

export default defineConfig({
  // Relative addresses: the site works from any folder of any server.
  base: './',
  plugins: [outdented(), oembed(process.env.SITE_URL ?? 'http://localhost:4173/')],
  define: process.env.SITE_URL ? { 'import.meta.env.VITE_HOME': JSON.stringify(process.env.SITE_URL) } : {},
  // A missing file is a 404, not the page once more.
  appType: 'mpa',
  // Other sites load the element from here, and so do sandboxed frames, as they do from a static host.
  preview: { cors: true },
  build: {
    target: 'es2022',
    // The first ones with light-dark(): what Vite would put in its place follows no colour scheme that is set by script.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Everything stays a file of its own; above all the wasm, which Vite would else inline as base64.
    assetsInlineLimit: 0,
    // A page names all scripts that it starts with; an embed's come one after the other, as it is wanted.
    modulePreload: { polyfill: false, resolveDependencies: (_, scripts, { hostType }) => hostType === 'html' ? scripts : [] },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries({ ...pages, ...published }).map(([name, path]) => [name, here(path)])),
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: ({ name }) => (name in published ? '[name].js' : 'assets/[name]-[hash].js'),
        // Apart from our own code, so that scripts/size.mjs can tell them apart and they stay cached.
        codeSplitting: { groups: [
          { name: 'libraries-editor', test: /node_modules\/(@codemirror|@lezer|crelt|style-mod|w3c-keyname)/ },
          { name: 'libraries', test: /node_modules/ },
          // Few files, each for one need, pack tighter than many. The engine's comes first, so that it can be fetched beside the views.
          { name: 'element', test: /www\/(embed\/(element|define|dedent|address|theme)\.js$|engine-file\.js|embed\/light\.css|styles\/tokens\.css|limits\.js)/ },
          { name: 'core', test: /www\/(core|idle|pkg\/\w+)\.js/ },
          { name: 'link', test: /www\/links\/(link|place)\.js/ },
          { name: 'views', test: /www\/(views|styles|links|export|[a-z]+\.js)/, minShareCount: 2 },
        ] },
      },
    },
  },
})
