// The iframe page in one file with everything inside, the engine too: for course platforms that take an upload, and to be
// opened from a disk.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

/** @returns {import('vite').Plugin} */
const inlined = () => ({
  name: 'inlined',
  enforce: 'post',
  generateBundle(_, bundle) {
    const script = bundle['frame.js']
    if (script?.type !== 'chunk') throw new Error('the single file needs the script of embed.html')
    for (const name of Object.keys(bundle)) delete bundle[name]
    const page = readFileSync(here('embed.html'), 'utf8')
      // A policy that allowed this file's own script would have to name its hash.
      .replace(/ *<meta http-equiv="Content-Security-Policy"[^>]*>\n/, '')
      .replace(/ *<link rel="icon"[^>]*>\n/, '')
      .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${readFileSync(here('embed/frame.css'), 'utf8')}</style>`)
      .replace(/<script type="module"[^>]*>/, () => `<script type="module">${script.code.replaceAll('</script', '<\\/script')}`)
    this.emitFile({ type: 'asset', fileName: 'single.html', source: page })
  },
})

/** The engine is named in `engine-file.js`; where its glue names it, too, it would be inside twice. @returns {import('vite').Plugin} */
const once = () => ({
  name: 'once',
  transform: (code, id) => (id.endsWith('/pkg/gc_playground.js') ? { code: code.replace("new URL('gc_playground_bg.wasm', import.meta.url)", "''"), map: null } : undefined),
})

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [once(), inlined()],
  // There is no page beside it to go on to.
  define: { 'import.meta.env.VITE_HOME': '""' },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    emptyOutDir: false,
    // In this mode Vite puts everything that is referred to into the script.
    lib: { entry: here('embed/frame.js'), formats: ['es'], fileName: () => 'frame.js' },
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
