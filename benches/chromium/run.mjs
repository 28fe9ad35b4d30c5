// npm run bench:chromium [-- --index FILE] [--json FILE]: the engine in real Chromium.
import { createReadStream } from 'node:fs'
import { access, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({ options: { index: { type: 'string' }, json: { type: 'string' } } })
const index = values.index ?? join(root, 'target/demo/demo.blx')
const files = {
  '/': join(root, 'benches/chromium/index.html'),
  '/page.js': join(root, 'benches/chromium/page.js'),
  '/wasm/brandlint.js': join(root, 'www/package/src/wasm/brandlint.js'),
  '/wasm/brandlint_bg.wasm': join(root, 'www/package/src/wasm/brandlint_bg.wasm'),
  '/index.blx': index,
}
for (const file of Object.values(files)) {
  await access(file).catch(() => {
    console.error(`${file} is not there; \`npm run build\` makes the demo index and the wasm`)
    process.exit(2)
  })
}
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }
const server = createServer((request, response) => {
  const file = files[request.url]
  if (!file) return response.writeHead(404).end()
  // Isolated pages have a clock of 5 µs; others one of 100.
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  })
  createReadStream(file).pipe(response)
})
await new Promise((done) => server.listen(0, 'localhost', done))
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/`)
  await page.waitForFunction('globalThis.measure !== undefined')
  const titles = (await readFile(join(root, 'benches/titles.txt'), 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'))
  const result = await page.evaluate((titles) => globalThis.measure(titles), titles)
  const line = (name, value) => console.log(name.padEnd(34), value)
  line('index', `${index}: ${result.marks} marks, ${result.forms} forms`)
  line('Chromium', browser.version())
  line('open, median of 5', `${result.open.toFixed(1)} ms`)
  line('title, median', `${(result.title * 1000).toFixed(0)} µs`)
  line('title, 95 of 100 under', `${(result.titleP95 * 1000).toFixed(0)} µs`)
  line('description of 2,000 characters', `${result.description.toFixed(2)} ms`)
  line('memory for the index', `${(result.memory / 1e6).toFixed(1)} MB`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 1)}\n`)
} finally {
  await browser.close()
  server.close()
}
