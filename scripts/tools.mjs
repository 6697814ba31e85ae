// The tools that the build and the tests need: each is looked for first and installed only where it is missing.

import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Failure, ask, cargoBin, once, root, run, step } from './run.mjs'

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8')

/** The npm packages at the versions in package-lock.json. */
export const npmPackages = once(() =>
  step('npm packages', async () => {
    const installed = join(root, 'node_modules', '.package-lock.json')
    const wanted = JSON.parse(read('package-lock.json')).packages
    const have = existsSync(installed) ? JSON.parse(readFileSync(installed, 'utf8')).packages : {}
    const complete = Object.entries(wanted).every(
      ([path, { optional, version }]) => path === '' || optional || have[path]?.version === version,
    )
    if (complete) return 'up to date'
    await run('npm', ['ci', '--no-audit', '--no-fund'])
    return 'installed'
  }),
)

/** Rust with its WebAssembly target, and the C linker that Rust calls. */
export const rust = once(() =>
  step('Rust', async () => {
    const version = versionIn(ask('rustc', '--version'))
    const wanted = /** @type {string} */ (versionIn(/^rust-version = "(.*)"$/m.exec(read('Cargo.toml'))?.[1]))
    if (!version || !ask('cargo', '--version')) {
      throw new Failure('Rust (cargo, rustc) is missing', 'install it from https://rustup.rs, then run this command again')
    }
    if (!atLeast(version, wanted)) {
      throw new Failure(`rustc ${version} is too old: ${wanted} or newer is needed`, 'rustup update stable')
    }
    if (!ask('cc', '--version') && !(await apt(['gcc', 'libc6-dev']))) {
      throw new Failure(
        'a C compiler (cc), with which Rust links, is missing',
        process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install gcc libc6-dev',
      )
    }
    const target = 'wasm32-unknown-unknown'
    if (!existsSync(join(String(ask('rustc', '--print', 'sysroot')), 'lib', 'rustlib', target))) {
      await rustup(['target', 'add', target], `Rust's target ${target}`)
    }
    return version
  }),
)

/** rustfmt and clippy, which rustup's minimal profile leaves out. */
export const rustLinters = once(async () => {
  await rust()
  await step('rustfmt, clippy', async () => {
    if (ask('cargo', 'fmt', '--version') && ask('cargo', 'clippy', '--version')) return 'found'
    await rustup(['component', 'add', 'rustfmt', 'clippy'], 'rustfmt or clippy')
    return 'installed'
  })
})

/** wasm-pack, and wasm-bindgen of exactly the version of the crate that is linked in. */
export const wasmPack = once(async () => {
  await rust()
  const bindgen = String(/name = "wasm-bindgen"\nversion = "(.*)"/.exec(read('Cargo.lock'))?.[1])
  await cargoTool({
    crate: 'wasm-bindgen-cli',
    programs: ['wasm-bindgen', 'wasm-bindgen-test-runner'],
    version: bindgen,
    exact: true,
    prebuilt: `https://github.com/wasm-bindgen/wasm-bindgen/releases/download/${bindgen}/wasm-bindgen-${bindgen}-${triple('musl')}.tar.gz`,
  })
  const version = '0.15.1'
  await cargoTool({
    crate: 'wasm-pack',
    programs: ['wasm-pack'],
    version,
    prebuilt: `https://github.com/wasm-bindgen/wasm-pack/releases/download/v${version}/wasm-pack-v${version}-${triple('musl')}.tar.gz`,
  })
})

/** geckodriver, through which the wasm tests drive Firefox. */
export const geckodriver = once(async () => {
  await rust()
  const version = '0.37.1'
  const arm = process.arch === 'arm64'
  const platform = process.platform === 'darwin' ? `macos${arm ? '-aarch64' : ''}` : arm ? 'linux-aarch64' : 'linux64'
  await cargoTool({
    crate: 'geckodriver',
    programs: ['geckodriver'],
    version,
    prebuilt: `https://github.com/mozilla/geckodriver/releases/download/v${version}/geckodriver-v${version}-${platform}.tar.gz`,
  })
})

/** cargo-fuzz, and the C++ compiler that libFuzzer needs. */
export const cargoFuzz = once(async () => {
  await rust()
  if (!ask('c++', '--version') && !(await apt(['g++']))) {
    throw new Failure('a C++ compiler (c++), for libFuzzer, is missing', process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install g++')
  }
  const version = '0.13.2'
  await cargoTool({
    crate: 'cargo-fuzz',
    programs: ['cargo-fuzz'],
    version,
    prebuilt: `https://github.com/rust-fuzz/cargo-fuzz/releases/download/${version}/cargo-fuzz-${version}-${triple('musl')}.tar.gz`,
  })
})

/**
 * Programs that are published as a crate: found in the wanted version, else downloaded, else compiled.
 * @param {{ crate: string, programs: string[], version: string, exact?: boolean, prebuilt: string }} tool
 *   without `exact` a newer version does as well
 */
function cargoTool({ crate, programs, version, exact = false, prebuilt }) {
  const suits = () =>
    programs.every((program) => {
      const found = versionIn(ask(program, '--version'))
      return found !== null && (exact ? found === version : atLeast(found, version))
    })
  return step(`${crate} ${version}`, async () => {
    if (suits()) return 'found'
    if ((await download(prebuilt, programs)) && suits()) return 'downloaded'
    // Without --locked: a tool's own lock file may name versions that were withdrawn since. Not optimised: that would
    // take minutes more and save seconds of their work.
    await run('cargo', ['install', '--force', '--version', version, crate], {
      env: { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '256' },
    })
    if (suits()) return 'compiled'
    throw new Failure(
      `${programs.join(', ')} in ${cargoBin} should be ${version} now, but another version stands before it in PATH`,
      `remove the other one, or put ${cargoBin} first in PATH`,
    )
  })
}

/**
 * Unpacks `programs` from a published archive into cargo's folder; false when it can't be had.
 * @param {string} url
 * @param {string[]} programs
 */
async function download(url, programs) {
  const folder = mkdtempSync(join(tmpdir(), 'gc-playground-'))
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) })
    if (!response.ok) return false
    await run('tar', ['-xzf', '-', '-C', folder], { input: new Uint8Array(await response.arrayBuffer()) })
    mkdirSync(cargoBin, { recursive: true })
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!programs.includes(basename(path))) continue
      const target = join(cargoBin, basename(path))
      rmSync(target, { force: true })
      copyFileSync(join(folder, path), target)
      chmodSync(target, 0o755)
    }
    return true
  } catch {
    return false; // No network, no such archive: the caller compiles.
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Lets rustup install something.
 * @param {string[]} args
 * @param {string} what its name, for the message where there is no rustup
 */
async function rustup(args, what) {
  if (!ask('rustup', '--version')) {
    throw new Failure(`${what} is missing, and so is rustup, which would install it`, 'install Rust from https://rustup.rs')
  }
  await run('rustup', args)
}

const aptUpdate = once(() => apt_(['update']))

/** @param {string[]} args */
function apt_(args) {
  // Another apt may be at work: wait for its lock instead of failing.
  return run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env: { DEBIAN_FRONTEND: 'noninteractive' } })
}

/**
 * Installs Debian packages where that is possible: with apt, as root.
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether it did
 */
export async function apt(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  await aptUpdate()
  try {
    await apt_(install)
  } catch {
    // A download that broke off leaves packages unpacked but not configured: finish them, then try once more.
    await run('dpkg', ['--configure', '-a'], { env: { DEBIAN_FRONTEND: 'noninteractive' } })
    await apt_(['install', '-y', '--no-install-recommends', '--fix-broken'])
    await apt_(install)
  }
  return true
}

/**
 * This machine in the names that Rust programs are published under.
 * @param {string} libc the C library on Linux
 */
function triple(libc) {
  const cpu = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
  return process.platform === 'darwin' ? `${cpu}-apple-darwin` : `${cpu}-unknown-linux-${libc}`
}

/**
 * The first version number in a text.
 * @param {string | null | undefined} text
 */
export const versionIn = (text) => /\d+(\.\d+)+/.exec(text ?? '')?.[0] ?? null

/**
 * Whether `version` is `wanted` or newer.
 * @param {string} version
 * @param {string} wanted
 */
function atLeast(version, wanted) {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0
}
