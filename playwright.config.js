import { defineConfig } from '@playwright/test'
import { findChromium, findFirefox } from './scripts/browsers.mjs'

// A port of our own for each run, so that runs side by side don't test each other's build.
// The test processes load this file anew and get the port from their parent.
process.env.GC_PLAYGROUND_PORT ??= String(20000 + (process.pid % 10000))
const url = `http://localhost:${process.env.GC_PLAYGROUND_PORT}/`

const chromium = {
  browserName: /** @type {const} */ ('chromium'),
  launchOptions: { executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] },
}

// An installed Firefox understands WebDriver BiDi, not Playwright's own protocol.
const firefox = {
  browserName: /** @type {const} */ ('firefox'),
  channel: 'moz-firefox',
  launchOptions: { executablePath: findFirefox() },
}

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.js',
  // Beside the screenshots, not around them: Playwright empties this folder at each start.
  outputDir: 'test-results/playwright',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Waits are bounds, not expectations: the two cores of a CI may be shared. What passes only at its second try is named.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  // Tracing takes as long as the test itself.
  use: { baseURL: url, viewport: { width: 1440, height: 900 }, trace: process.env.CI ? 'on-first-retry' : 'off' },
  projects: [
    { name: 'chromium', use: chromium },
    // A narrow page and a touch screen: the tests whose outcome they can change are marked. What a program does is tested above.
    { name: 'chromium-mobile', grep: /@phone|@themes/, use: { ...chromium, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
    // Colours and motion differ here, and nothing else.
    { name: 'chromium-dark', grep: /@themes/, use: { ...chromium, colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } } },
    // Building, stepping, links and embeds. Without a graphics card it takes minutes for the other files, whose views are no
    // different here.
    { name: 'firefox', use: firefox, testMatch: /(building|embed|export|links|smoke|steps)\.spec\.js$/, timeout: 90_000 },
  ],
  webServer: { command: `vite preview www --port ${process.env.GC_PLAYGROUND_PORT} --strictPort`, url },
})
