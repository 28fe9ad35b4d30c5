// Measures what a page downloads, and fails when it outgrows its budget.
// A budget may only grow with a reason in the CHANGELOG.
import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const KB = 1024
/** What is downloaded, where it lies, and how many bytes of brotli it may have. */
const parts = [
  ['wasm', 'www/package/dist/brandlint_bg.wasm', 90 * KB],
  ['client', 'www/package/dist/index.js', 6 * KB],
  ['demo index', 'target/demo/demo.blx', 220 * KB],
]

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length

let over = 0
console.log(`${'part'.padEnd(12)} ${'raw'.padStart(9)} ${'gzip -9'.padStart(9)} ${'brotli 11'.padStart(9)} ${'budget'.padStart(9)}`)
for (const [name, path, budget] of parts) {
  if (!existsSync(path)) {
    console.error(`${name}: ${path} is not there; run npm run build`)
    process.exit(1)
  }
  const bytes = readFileSync(path)
  const small = brotli(bytes)
  const verdict = small > budget ? ' too large' : ''
  over += small > budget ? 1 : 0
  const row = [bytes.length, gzipSync(bytes, { level: 9 }).length, small, budget].map((n) => String(n).padStart(9)).join(' ')
  console.log(`${name.padEnd(12)} ${row}${verdict}`)
}
process.exit(over > 0 ? 1 : 0)
