// npm start: builds what is not built and serves the page. npm run dev: the same with Vite's development server,
// which shows a change of www/ at once.

import { parseArgs } from 'node:util'
import { site, wasm } from './build.mjs'
import { Failure, die, root } from './run.mjs'

try {
  const { port, strictPort, dev } = options()
  await (dev ? wasm() : site())
  // Vite is imported only now: on a fresh machine the steps before have installed it.
  const vite = await import('vite')
  const config = { root: `${root}/www`, server: { port, strictPort }, preview: { port, strictPort } }
  const serve = async () => (dev ? (await vite.createServer(config)).listen() : vite.preview(config))
  const server = await serve().catch((error) => {
    throw new Failure(`can't serve: ${error.message}`, 'npm start -- --port N takes another port')
  })
  console.log(`\ngc-playground is served at ${server.resolvedUrls?.local[0]} (Ctrl+C ends it)`)
} catch (error) {
  die(error)
}

function options() {
  const usage = 'npm start [-- --port N]'
  let values
  try {
    ({ values } = parseArgs({ options: { port: { type: 'string' }, dev: { type: 'boolean' } } }))
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), usage)
  }
  const port = Number(values.port ?? 4173)
  if (!(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Failure(`--port ${values.port}: a port is a number from 1 to 65535`, usage)
  }
  // Without a wish, the next free port does as well.
  return { port, strictPort: values.port !== undefined, dev: values.dev }
}
