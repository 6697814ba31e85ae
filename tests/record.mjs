// node tests/record.mjs [FILE.py …]: writes down, beside each program, what the real interpreters print for it (FILE.out).
// Without arguments: every program of tests/programs, tests/conformance and www/scenarios, whose recordings stand in
// tests/scenarios. Run tests/interpreters/setup.sh first.
// The format of FILE.out, and how a reader takes it apart, stands in tests/README.md.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const list = path.join(os.homedir(), '.cache/gc-playground/interpreters');
const options = ['-S', '-s', '-B', '-u'];
const seconds = 300; // for one run; a loaded machine starts pyodide slowly

/** What differs from run to run and from machine to machine, written in one way. */
function normalise(text, program) {
  return text
    .replaceAll(path.dirname(program) + path.sep, '') // a native interpreter names the program by its absolute path
    .replace(/0x[0-9a-f]{5,}/g, '0xADDR')
    .replace(/\d+\.\d{4}s elapsed/g, 'T s elapsed')
    .replace(/(permanent generation: )\d+/g, '$1N');
}

/** Runs the program; resolves to its streams and exit status under the names that the sections have. */
function run(command, program) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8' };
  return new Promise((resolve, reject) => {
    execFile(command, [...options, program], { env, timeout: seconds * 1000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(new Error(`${command} ${program}: ${error.signal ?? error.message}`));
      resolve({ stdout: normalise(stdout, program), stderr: normalise(stderr, program), [`exit ${error?.code ?? 0}`]: '' });
    });
  });
}

/** The recording as text: one section for each distinct text of a stream, headed by the versions that printed it. */
function format(results) {
  const sections = new Map();
  for (const stream of ['exit', 'stdout', 'stderr'])
    for (const [version, result] of results)
      for (const [heading, text] of Object.entries(result)) {
        if (!heading.startsWith(stream) || (text === '' && stream !== 'exit')) continue;
        const key = JSON.stringify([heading, text]);
        const section = sections.get(key) ?? { heading, text, versions: [] };
        section.versions.push(version);
        sections.set(key, section);
      }
  return [...sections.values()]
    .map(({ heading, text, versions }) => {
      if (/^== /m.test(text)) throw new Error('a line of output begins with "== ", which the format keeps for its headings');
      if (text && !text.endsWith('\n')) throw new Error(`the last line of ${heading} has no newline`);
      return `== ${heading}: ${versions.join(' ')}\n${text}`;
    })
    .join('');
}

/** Where a program's recording stands: beside it, but for those that are part of the page. */
function recordingOf(program) {
  const file = program.replace(/\.py$/, '.out');
  return path.dirname(file) === path.resolve(here, '../www/scenarios') ? path.join(here, 'scenarios', path.basename(file)) : file;
}

if (!fs.existsSync(list)) {
  console.error(`no ${list}: run tests/interpreters/setup.sh first`);
  process.exit(2);
}
const interpreters = fs.readFileSync(list, 'utf8').trim().split('\n').map((line) => line.split(/ (.*)/, 2));
const given = process.argv.slice(2).map((file) => path.resolve(file));
const programs = given.length
  ? given
  : ['programs', 'conformance', '../www/scenarios'].flatMap((folder) =>
      fs.readdirSync(path.join(here, folder)).filter((name) => name.endsWith('.py')).sort().map((name) => path.join(here, folder, name)),
    );

for (const program of programs)
  if (!fs.existsSync(program)) {
    console.error(`no program ${program}`);
    process.exit(2);
  }

const queue = [...programs];
let failed = 0;
async function worker() {
  for (let program = queue.shift(); program; program = queue.shift()) {
    try {
      const results = [];
      for (const [version, command] of interpreters) results.push([version, await run(command, program)]);
      fs.writeFileSync(recordingOf(program), format(results));
    } catch (error) {
      failed += 1;
      console.error(`${path.relative(process.cwd(), program)}: ${error.message}`);
    }
  }
}
await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
console.log(`recorded ${programs.length - failed} of ${programs.length} programs with ${interpreters.map(([version]) => version).join(' ')}`);
process.exit(failed ? 1 : 0);
