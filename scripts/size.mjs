// Measures what a page downloads, and fails when it outgrows its budget.
// A budget may only grow with a reason in the CHANGELOG.
import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { transform } from 'esbuild'

const dist = (file) => `www/package/dist/${file}`
/** What is downloaded, the files it is, and how many bytes of brotli (each file by itself) they may have together. */
const parts = [
  ['wasm', [dist('brandlint_bg.wasm')], 130_000],
  ['client and worker', [dist('index.js'), dist('error.js'), dist('worker.js')], 6_000],
  ['demo index', ['target/demo/demo.blx'], 235_000],
]

/** The bytes as a page has them: its bundler minifies scripts. */
async function shipped(path) {
  const bytes = readFileSync(path)
  if (!path.endsWith('.js')) return bytes
  return Buffer.from((await transform(bytes, { minify: true, format: 'esm' })).code)
}

function brotli(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params }).length
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)
const row = (name, cells) => [name.padEnd(18), ...cells.map((cell) => String(cell).padStart(9))].join(' ')

console.log(row('bytes', ['raw', 'gzip -9', 'brotli 11', 'budget']))
for (const [name, paths, budget] of parts) {
  const missing = paths.find((path) => !existsSync(path))
  if (missing) {
    console.error(`${name}: ${missing} is not there; run npm run build`)
    process.exit(1)
  }
  const files = await Promise.all(paths.map(shipped))
  const small = sum(files.map(brotli))
  const gzip = sum(files.map((bytes) => gzipSync(bytes, { level: 9 }).length))
  console.log(row(name, [sum(files.map((bytes) => bytes.length)), gzip, small, budget]))
  if (small > budget) {
    console.error(`${name} is ${small - budget} bytes over its budget`)
    process.exitCode = 1
  }
}
