// Chromium, and the pages and files of the benchmark.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import puppeteer from 'puppeteer-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' }

/** Serves dist/ of the package, this folder, the peers in one file, and target/bench. */
async function serve() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'benches/chromium/peers.js')], bundle: true, minify: true, format: 'esm', write: false, logLevel: 'error',
  })
  const peers = outputFiles[0].contents
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    // Isolated pages have a clock of 5 µs; others one of 100.
    response.writeHead(200, {
      'content-type': types[extname(pathname)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    })
    if (pathname === '/peers.js') return response.end(peers)
    const [, folder] = pathname.split('/')
    const at = { dist: 'www/package', data: 'target/bench' }[folder] ?? 'benches/chromium'
    const path = folder === 'data' ? pathname.slice('/data'.length) : pathname
    createReadStream(join(root, at, path)).on('error', () => response.destroy()).pipe(response)
  })
  await new Promise((done) => server.listen(0, 'localhost', done))
  return server
}

/** Runs with a browser and the address of the pages. */
export async function withChromium(run) {
  const server = await serve()
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    protocolTimeout: 900_000,
  })
  try {
    return await run(browser, `http://localhost:${server.address().port}`)
  } finally {
    await browser.close()
    server.close()
  }
}
