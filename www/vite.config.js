import { defineConfig } from 'vite'

export default defineConfig({
  // Relative addresses: the site works from any folder of any server.
  base: './',
  // A missing file is a 404, not the page once more.
  appType: 'mpa',
  build: {
    target: 'es2022',
    // Everything stays a file of its own; above all the wasm, which Vite would else inline as base64.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      output: {
        // Apart from our own code, so that scripts/size.mjs can tell them apart and they stay cached.
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] },
      },
    },
  },
})
