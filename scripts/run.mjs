// Runs programs and tells, one line a step, what is being done.

import { spawn, spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's top folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Where cargo puts the programs that it installs. */
export const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin')

// A terminal opened before rustup ran lacks cargo's folder; a script called without npm lacks the other.
process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH, cargoBin].join(delimiter)

/** A CI's log should show what a program prints while it runs: a job that is killed would take it along. */
const streaming = Boolean(process.env.CI)

/** What went wrong, in words for the person at the terminal, and the way out. */
export class Failure extends Error {
  /**
   * @param {string} message what is missing or failed
   * @param {string} [wayOut] what to do about it
   */
  constructor(message, wayOut) {
    super(wayOut ? `${message}\n  Way out: ${wayOut}` : message)
  }
}

/** The reason why a step can't run here; not a failure. */
export class Skip extends Error {}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, input?: Uint8Array }} [options] `env` is added to ours
 * @returns {Promise<string>} what it printed; empty while streaming
 * @throws {Failure} with the end of what it printed, when it doesn't exit with 0
 */
export function run(command, args, { cwd = root, env = {}, input } = {}) {
  return new Promise((resolve, reject) => {
    const output = streaming ? 'inherit' : 'pipe'
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input ? 'pipe' : 'ignore', output, output],
    })
    let printed = ''
    child.stdout?.on('data', (chunk) => (printed += chunk))
    child.stderr?.on('data', (chunk) => (printed += chunk))
    child.stdin?.on('error', () => {}).end(input)
    child.on('error', (error) => reject(new Failure(`can't run ${command}: ${error.message}`)))
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(printed)
      const tail = printed.split('\n').slice(-200).join('\n')
      reject(new Failure(`${tail}\n${[command, ...args].join(' ')}: ${signal ?? `exit code ${code}`}`.trimStart()))
    })
  })
}

/**
 * What a program prints, or null when it isn't there or fails.
 * @param {string} command
 * @param {string[]} args
 */
export function ask(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return status === 0 ? stdout.trim() : null
}

/**
 * Does one step and says so in one line, with its time.
 * @param {string} name
 * @param {() => Promise<string | void> | string | void} work may return what to say beside "done"
 */
export async function step(name, work) {
  const start = performance.now()
  process.stdout.write(streaming ? `${name} …\n` : `${name} … `)
  try {
    const note = (await work()) ?? 'done'
    const prefix = streaming ? `${name}: ` : ''
    console.log(`${prefix}${note} (${seconds(start)})`)
  } catch (error) {
    console.log(error instanceof Skip ? `skipped: ${error.message}` : `failed (${seconds(start)})`)
    throw error
  }
}

/**
 * The time since `start`, for people.
 * @param {number} start
 */
export const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`

/**
 * A function whose work is done at the first call; later calls get the same promise.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
export function once(work) {
  /** @type {Promise<T> | undefined} */
  let promise
  return () => (promise ??= work())
}

/**
 * Ends the process after an error: a message for people when it is ours, a stack when it is a bug.
 * @param {unknown} error
 */
export function die(error) {
  console.error(error instanceof Failure ? `\n${error.message}` : error)
  process.exit(1)
}
