// What programs print: asked of the real interpreters, which remember their answers, and of the engine.

import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { Failure, root } from '../run.mjs'

/**
 * What a program printed, normalised, and its exit status.
 * @typedef {{ stdout: string, stderr: string, status: number }} Answer
 */

const cache = join(homedir(), '.cache/gc-playground')
const options = ['-S', '-s', '-B', '-u']
const env = { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8' }
/** Programs given to one interpreter at a time. */
const BATCH = 200

/** The real interpreters: a command for each version. */
export function interpreters() {
  const list = join(cache, 'interpreters')
  if (!existsSync(list)) throw new Failure(`no ${list}`, 'run tests/interpreters/setup.sh')
  const lines = readFileSync(list, 'utf8').trim().split('\n')
  return new Map(lines.map((line) => /** @type {[string, string]} */ (line.split(/ (.*)/, 2))))
}

/**
 * Writes in one way what differs from run to run and between two interpreters of one version.
 * @param {string} text
 * @param {string} folder where the programs stand; empty: they are named without one
 */
export function normalise(text, folder) {
  return (folder ? text.replaceAll(folder + sep, '') : text) // a native interpreter names the program by its absolute path
    .replace(/0x[0-9a-f]{5,}/g, '0xADDR')
    .replace(/\d+\.\d{4}s elapsed/g, 'T s elapsed')
    .replace(/(permanent generation: )\d+/g, '$1N')
    .trimEnd()
}

/** The answers of one real interpreter, kept in a file from run to run. */
export class Interpreter {
  /** @type {Map<string, Answer>} */
  #answers = new Map()

  /** @param {string} version @param {string} command */
  constructor(version, command) {
    this.command = command
    this.file = join(cache, 'answers', `${version}.jsonl`)
    mkdirSync(dirname(this.file), { recursive: true })
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').trim().split('\n') : []
    for (const line of lines.filter(Boolean)) {
      const { key, answer } = JSON.parse(line)
      this.#answers.set(key, answer)
    }
  }

  /**
   * What it prints for each program.
   * @param {string[]} files
   * @returns {Promise<Answer[]>}
   */
  async ask(files) {
    const release = await output(this.command, ['-c', 'import sys; print(sys.platform, sys.version)'])
    const keys = files.map((file) => createHash('sha256').update(`${release}\n${readFileSync(file)}`).digest('hex'))
    const unknown = files.filter((_, index) => !this.#answers.has(keys[index]))
    const answers = new Map()
    await inParallel(chunks(unknown, BATCH), async (batch) => {
      for (const [file, answer] of await this.#run(batch, release)) answers.set(file, answer)
    })
    files.forEach((file, index) => {
      const answer = answers.get(file)
      if (!answer) return
      this.#answers.set(keys[index], answer)
      appendFileSync(this.file, `${JSON.stringify({ key: keys[index], answer })}\n`)
    })
    return keys.map((key) => /** @type {Answer} */ (this.#answers.get(key)))
  }

  /** @param {string[]} files @param {string} release @returns {Promise<[string, Answer][]>} */
  async #run(files, release) {
    // Pyodide cannot fork.
    const runner = release.startsWith('emscripten') ? ['--batch'] : [...options, join(root, 'tests/interpreters/batch.py')]
    const statuses = await output(this.command, [...runner, ...files])
    return statuses.trim().split('\n').map((line) => {
      const [status, file] = line.split(/ (.*)/, 2)
      const [stdout, stderr] = ['stdout', 'stderr'].map((stream) => normalise(readFileSync(`${file}.${stream}`, 'utf8'), dirname(file)))
      return [file, { stdout, stderr, status: Number(status) }]
    })
  }
}

const engine = join(root, 'target/release/examples/batch')

/** The versions that the engine follows, oldest first. */
export const simulated = async () => (await output(engine, ['--versions'])).trim().split('\n')

/**
 * What the engine prints for each program.
 * @param {string} version
 * @param {string[]} files
 * @param {{ record?: boolean }} [how] `record`: with the recorder of the page
 * @returns {Promise<Answer[]>}
 */
export async function simulate(version, files, { record = false } = {}) {
  /** @type {Answer[][]} */
  const answers = []
  const batches = chunks(files, Math.max(BATCH, Math.ceil(files.length / availableParallelism())))
  await inParallel(batches, async (batch, number) => {
    const lines = batch.map((file) => `${version} ${file}\n`).join('')
    const answer = await output(engine, record ? ['--record'] : [], lines)
    answers[number] = answer.trim().split('\n').map((line, index) => {
      const { stdout, stderr, status } = JSON.parse(line)
      const folder = dirname(batch[index])
      return { stdout: normalise(stdout, folder), stderr: normalise(stderr, folder), status }
    })
  })
  return answers.flat()
}

/**
 * What a command prints; its exit status does not matter.
 * @param {string} command @param {string[]} args @param {string} [input]
 * @returns {Promise<string>}
 */
function output(command, args, input) {
  return new Promise((resolve, reject) => {
    if (input === undefined) {
      execFile(command, args, { env, maxBuffer: 1 << 28 }, (error, stdout) => (stdout ? resolve(stdout) : reject(error)))
      return
    }
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (printed += text))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Failure(`${command} ended with ${code}`))))
    child.stdin.end(input)
  })
}

/** @template T @param {T[]} items @param {number} size */
function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** @template T @param {T[]} items @param {(item: T, index: number) => Promise<void>} work */
async function inParallel(items, work) {
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}
