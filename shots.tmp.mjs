import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const p = await b.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
p.on('console', m => { if (m.type()==='error') console.log(m.text()) })
await p.goto('http://localhost:4191/'); await p.waitForTimeout(2000)
console.log(await p.evaluate(() => [document.querySelector('gc-header select').value, document.querySelector('gc-header').state?.version]))
await p.screenshot({ path: '/tmp/shot-dark.png' })
await b.close()
