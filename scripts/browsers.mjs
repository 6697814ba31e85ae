// The browsers of the tests: an installed one, else Debian's package, else the download of Selenium Manager,
// which brings the driver that fits. CHROMIUM, CHROMEDRIVER and FIREFOX (paths) choose others.

import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure, Skip, ask, once, root, run, step } from './run.mjs'
import { apt, npmPackages, versionIn } from './tools.mjs'

/** The path of Chromium or Chrome, or undefined. */
export const findChromium = () =>
  process.env.CHROMIUM ??
  find(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  )

/** The path of Firefox, or undefined. */
export const findFirefox = () =>
  process.env.FIREFOX ?? find(['firefox-esr', 'firefox'], '/Applications/Firefox.app/Contents/MacOS/firefox')

/** Chromium; from then on CHROMIUM names it. */
export const chromium = once(() =>
  step('Chromium', async () => {
    let path = findChromium()
    if (!path && isDebian() && (await apt(['chromium', 'chromium-driver']))) path = findChromium()
    path ??= (await seleniumManager('chrome')).browser_path
    process.env.CHROMIUM = path
    return version(path, 'Chromium', 'install Chromium or Chrome, or set CHROMIUM to its path')
  }),
)

/** chromedriver of Chromium's major version; from then on CHROMEDRIVER names it. */
export const chromedriver = once(async () => {
  await chromium()
  await step('chromedriver', async () => {
    const major = (/** @type {string | null} */ text) => versionIn(text)?.split('.')[0]
    const wanted = major(ask(String(process.env.CHROMIUM), '--version'))
    const fits = (/** @type {string | undefined} */ path) => path && major(ask(path, '--version')) === wanted
    let path = process.env.CHROMEDRIVER ?? find(['chromedriver'])
    if (!fits(path) && isDebian() && (await apt(['chromium-driver']))) path = find(['chromedriver'])
    if (!fits(path)) path = (await seleniumManager('chrome', process.env.CHROMIUM)).driver_path
    process.env.CHROMEDRIVER = path
    return version(path, `chromedriver ${wanted}`, `install chromedriver ${wanted}, or set CHROMEDRIVER to its path`)
  })
})

/** Firefox; from then on FIREFOX names it. */
export const firefox = once(() =>
  step('Firefox', async () => {
    let path = findFirefox()
    if (!path && isDebian() && (await apt(['firefox-esr']))) path = findFirefox()
    path ??= (await seleniumManager('firefox')).browser_path
    process.env.FIREFOX = path
    return version(path, 'Firefox', 'install Firefox, or set FIREFOX to its path')
  }),
)

/** WebKitGTK's driver and the display that it needs: only Linux has them as packages. */
export const webkit = once(() =>
  step('WebKitGTK', async () => {
    if (process.platform !== 'linux') throw new Skip(`WebKitGTK runs on Linux only, this is ${process.platform}`)
    const missing = () => ['WebKitWebDriver', 'xvfb-run', 'xauth'].filter((program) => !find([program]))
    const packages = ['webkit2gtk-driver', 'xvfb', 'xauth']
    if (missing().length > 0) await apt(packages)
    if (missing().length > 0) {
      throw new Skip(`${missing().join(', ')} missing; sudo apt-get install ${packages.join(' ')}`)
    }
    return ask('WebKitWebDriver', '--version') ?? 'found'
  }),
)

/**
 * Browsers from Selenium Manager, a part of the npm package selenium-webdriver.
 * @param {'chrome' | 'firefox'} browser
 * @param {string} [installed] the browser whose driver is looked for; without it a browser is downloaded
 * @returns {Promise<{ browser_path?: string, driver_path?: string }>} empty when it has nothing for this machine
 */
async function seleniumManager(browser, installed) {
  await npmPackages()
  const folder = process.platform === 'darwin' ? 'macos' : 'linux'
  const program = join(root, 'node_modules', 'selenium-webdriver', 'bin', folder, 'selenium-manager')
  const args = ['--browser', browser, '--output', 'json', '--avoid-stats', '--skip-driver-in-path']
  const which = installed ? ['--browser-path', installed] : ['--force-browser-download']
  const answer = ask(program, ...args, ...which)
  return answer ? JSON.parse(answer).result : {}
}

/**
 * The first of `names` in PATH, or the first of `apps` that exists.
 * @param {string[]} names
 * @param {string[]} apps
 */
function find(names, ...apps) {
  const folders = String(process.env.PATH).split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...paths, ...apps].find((path) => existsSync(path) && !isSnap(path))
}

/**
 * Ubuntu's snaps are shut off from the folders of the tests; drivers can't use them.
 * @param {string} path
 */
function isSnap(path) {
  const target = realpathSync(path)
  if (target.startsWith('/snap/') || target === '/usr/bin/snap') return true
  const text = readFileSync(target, 'latin1')
  return text.startsWith('#!') && text.includes('/snap/')
}

/** Ubuntu's packages of the same names only install snaps. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/**
 * What the program at `path` says of its version.
 * @param {string | undefined} path
 * @param {string} name
 * @param {string} wayOut
 */
function version(path, name, wayOut) {
  const answer = path && ask(path, '--version')
  if (!answer) throw new Failure(path ? `${path} doesn't run` : `${name} is missing and can't be downloaded`, wayOut)
  return versionIn(answer) ?? answer
}
