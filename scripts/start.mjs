// npm start: builds what is not built and serves the page. npm run dev: the same with Vite's development server,
// which shows a change of www/ at once.

import { parseArgs } from 'node:util'
import { site, wasm } from './build.mjs'
import { Failure, die, root } from './run.mjs'

try {
  const { port, dev } = options()
  await (dev ? wasm() : site())
  // Vite is imported only now: on a fresh machine the steps before have installed it.
  const vite = await import('vite')
  const config = { root: `${root}/www`, server: { port }, preview: { port } }
  const server = dev ? await (await vite.createServer(config)).listen() : await vite.preview(config)
  console.log(`\ngc-playground is served at ${server.resolvedUrls?.local[0]} (Ctrl+C ends it)`)
} catch (error) {
  die(error)
}

function options() {
  const { values } = parseArgs({ options: { port: { type: 'string' }, dev: { type: 'boolean' } }, strict: true })
  const port = Number(values.port ?? 4173)
  if (!(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Failure(`--port ${values.port} is not a port`, 'give a number from 1 to 65535, such as npm start -- --port 8080')
  }
  return { port, dev: values.dev }
}
