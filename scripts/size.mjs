// Measures what a page downloads, and fails when it outgrows its budget.
// A budget may only grow with a reason in the CHANGELOG.
import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const dist = (file) => `www/package/dist/${file}`
/**
 * What is downloaded, the files it is, how many bytes of brotli (each file by itself) they may have together, and which
 * files, counted in another line or fetched only when they are needed, a bundler leaves out of them.
 */
const parts = [
  ['wasm', [dist('brandlint_bg.wasm')], 147_000],
  ['client', [dist('index.js'), dist('worker.js')], 6_000, ['engine', 'database']],
  ['without Cache API', [dist('database.js')], 700, ['error']],
  ['element', [dist('element.js')], 6_000, ['index', 'advice', 'highlighted']],
  ['its advice', [dist('advice.js')], 5_000, ['live']],
  ['a contenteditable', [dist('highlighted.js')], 2_000],
  ['React hook', [dist('react.js')], 3_000, ['index']],
  ['demo index', ['target/demo/demo.blx'], 250_000],
]

/** The bytes as a page has them: its bundler joins and minifies scripts, all but the worker. */
async function shipped(path, apart = []) {
  if (!path.endsWith('.js') || path.endsWith('worker.js')) return readFileSync(path)
  const external = [...apart.map((name) => `./${name}.js`), './texts/*', 'react']
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, format: 'esm', external, write: false, logLevel: 'error' })
  return Buffer.from(outputFiles[0].contents)
}

function brotli(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params }).length
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)
const row = (name, cells) => [name.padEnd(18), ...cells.map((cell) => String(cell).padStart(9))].join(' ')

console.log(row('bytes', ['raw', 'gzip -9', 'brotli 11', 'budget']))
for (const [name, paths, budget, apart] of parts) {
  const missing = paths.find((path) => !existsSync(path))
  if (missing) {
    console.error(`${name}: ${missing} is not there; run npm run build`)
    process.exit(1)
  }
  const files = await Promise.all(paths.map((path) => shipped(path, apart)))
  const small = sum(files.map(brotli))
  const gzip = sum(files.map((bytes) => gzipSync(bytes, { level: 9 }).length))
  console.log(row(name, [sum(files.map((bytes) => bytes.length)), gzip, small, budget]))
  if (small > budget) {
    console.error(`${name} is ${small - budget} bytes over its budget`)
    process.exitCode = 1
  }
}
