// npm run fuzz [-- MINUTES]: feeds the engine with changed programs, until one of them breaks it or the time (10 minutes) is over.
// What is found stands in target/fuzz/artifacts; what reached new code is kept in target/fuzz/corpus for the next time.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, die, root, run, step } from './run.mjs'
import { cargoFuzz } from './tools.mjs'

const minutes = Number(process.argv[2] ?? 10)

try {
  if (!(minutes > 0)) throw new Failure(`${process.argv[2]} is no number of minutes`, 'npm run fuzz -- 10')
  await cargoFuzz()
  const folder = join(root, 'target', 'fuzz')
  const [corpus, artifacts] = ['corpus', 'artifacts'].map((name) => join(folder, name))
  for (const path of [corpus, artifacts]) mkdirSync(path, { recursive: true })
  plant(corpus)
  await step(`fuzzing for ${minutes} minutes`, async () => {
    await run('cargo', [
      // No sanitizer: the engine has no unsafe code for it to check. To trace each comparison would halve the speed.
      'fuzz', 'run', 'program', '--fuzz-dir', 'crate/fuzz', '--target-dir', folder, '--sanitizer', 'none', '--no-trace-compares', corpus, '--',
      `-artifact_prefix=${artifacts}/`, `-max_total_time=${minutes * 60}`, '-max_len=2048', '-timeout=10', '-rss_limit_mb=1024', '-print_final_stats=1',
    ], { env: { RUSTC_BOOTSTRAP: '1' } })
  })
} catch (error) {
  die(error)
}

/**
 * The recorded programs, each under one of the versions.
 * @param {string} corpus
 */
function plant(corpus) {
  for (const folder of ['tests/programs', 'tests/conformance', 'www/scenarios']) {
    for (const [index, name] of readdirSync(join(root, folder)).filter((name) => name.endsWith('.py')).entries()) {
      writeFileSync(join(corpus, `${folder.replaceAll('/', '-')}-${name}`), Buffer.concat([Buffer.of(index % 256), readFileSync(join(root, folder, name))]))
    }
  }
}
