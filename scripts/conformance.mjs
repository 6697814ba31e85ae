// npm run conformance -- [--seed N] [--count K] [--kind KIND]: random programs on the engine and on the real interpreters.
//
// Writes K programs of every kind (tests/random_programs.py), runs each on the engine under every profile and on the native
// interpreter of the same version, and compares what they print. The first program of a kind that differs is shrunk: lines
// between its marks are left out while it still differs. Run tests/interpreters/setup.sh first.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const list = path.join(os.homedir(), '.cache/gc-playground/interpreters');
const kinds = ['graph', 'order', 'count', 'trigger', 'text'];
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '0' },
    count: { type: 'string', default: '100' },
    kind: { type: 'string', multiple: true, default: kinds },
    python: { type: 'string', multiple: true, default: ['3.10', '3.13'] },
  },
});
const engine = path.join(root, 'target/debug/gc-playground');
const env = { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8' };

if (!fs.existsSync(list)) {
  console.error(`no ${list}: run tests/interpreters/setup.sh first`);
  process.exit(2);
}
const interpreters = new Map(fs.readFileSync(list, 'utf8').trim().split('\n').map((line) => /** @type {[string, string]} */ (line.split(/ (.*)/, 2))));
execFileSync('cargo', ['build', '--quiet', '--package', 'gc-playground'], { cwd: root, stdio: 'inherit' });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));

/** What differs from run to run and between two interpreters of one version, written in one way. @param {string} text */
function normalise(text) {
  return text
    .replaceAll(folder + path.sep, '')
    .replace(/0x[0-9a-f]{5,}/g, '0xADDR')
    .replace(/\d+\.\d{4}s elapsed/g, 'T s elapsed')
    .replace(/(permanent generation: )\d+/g, '$1N')
    .trimEnd();
}

/** What real Python prints for each file. @param {string} version @param {string[]} files */
function real(version, files) {
  const command = interpreters.get(version);
  if (!command) throw new Error(`no interpreter ${version} in ${list}`);
  const batch = path.join(root, 'tests/interpreters/batch.py');
  spawnSync(command, ['-S', '-s', '-B', '-u', batch, ...files], { env, maxBuffer: 1 << 26 });
  return files.map((file) => ['stdout', 'stderr'].map((stream) => normalise(fs.readFileSync(`${file}.${stream}`, 'utf8'))).join('\n--\n'));
}

/** What the engine prints. @param {string} version @param {string} file */
function simulated(version, file) {
  const { stdout, stderr } = spawnSync(engine, ['run', '--python', version, file], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return [stdout, stderr].map(normalise).join('\n--\n');
}

/** @param {string} version @param {string} text */
function differs(version, text) {
  const file = path.join(folder, 'shrunk.py');
  fs.writeFileSync(file, text);
  return real(version, [file])[0] !== simulated(version, file);
}

/** Leaves out ever smaller runs of lines between the marks. @param {string} version @param {string} text */
function shrink(version, text) {
  let lines = text.split('\n');
  for (let size = 64; size >= 1; size >>= 1)
    for (let at = lines.indexOf('# end') - size; at > lines.indexOf('# begin'); at -= size) {
      const fewer = [...lines.slice(0, at), ...lines.slice(at + size)];
      if (differs(version, fewer.join('\n'))) lines = fewer;
    }
  return lines.join('\n');
}

let wrong = 0;
for (const kind of options.kind) {
  execFileSync('python3', [path.join(root, 'tests/random_programs.py'), '--kind', kind, '--seed', options.seed, '--count', options.count, '--folder', folder]);
  const files = fs.readdirSync(folder).filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.py')).map((name) => path.join(folder, name));
  for (const version of options.python) {
    const expected = real(version, files);
    const different = files.filter((file, index) => expected[index] !== simulated(version, file));
    console.log(`${kind} on ${version}: ${different.length} of ${files.length} programs differ`);
    wrong += different.length;
    if (!different.length) continue;
    const program = shrink(version, fs.readFileSync(different[0], 'utf8'));
    fs.writeFileSync(path.join(folder, 'shrunk.py'), program);
    console.log(`${path.basename(different[0])}, shrunk:\n${program.slice(program.indexOf('# begin'))}`);
    console.log(`CPython:\n${real(version, [path.join(folder, 'shrunk.py')])[0]}\nhere:\n${simulated(version, path.join(folder, 'shrunk.py'))}\n`);
  }
}
fs.rmSync(folder, { recursive: true });
process.exit(wrong ? 1 : 0);
