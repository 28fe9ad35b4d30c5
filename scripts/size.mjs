// Measures what a page downloads, and fails when it outgrows its budget.
// A budget may only grow with a reason in the CHANGELOG.
//
// npm run size [-- --parts]: with --parts also what each table, module and script of the wasm costs.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { brotli, wasmParts } from './parts.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = (file) => `www/package/dist/${file}`
/**
 * What is downloaded, the files it is, how many bytes of brotli (each file by itself) they may have together, and which
 * files, counted in another line or fetched only when they are needed, a bundler leaves out of them.
 */
const downloads = [
  ['wasm', [dist('brandlint_bg.wasm')], 130_000],
  ['client', [dist('index.js'), dist('worker.js')], 6_000, ['engine', 'database', 'messages']],
  ['without Cache API', [dist('database.js')], 700, ['error']],
  ['messages but in English', [dist('messages.js')], 8_500],
  ['element', [dist('element.js')], 6_000, ['index', 'advice', 'highlighted']],
  ['its advice', [dist('advice.js')], 4_600, ['live', 'theme']],
  ['a contenteditable', [dist('highlighted.js')], 1_000, ['theme']],
  ['React hook', [dist('react.js')], 3_000, ['index']],
  ['demo index', ['target/demo/demo.blx'], 250_000],
]

/** The bytes as a page has them: its bundler joins and minifies scripts, all but the worker. */
async function bundled(path, apart = []) {
  if (!path.endsWith('.js') || path.endsWith('worker.js')) return readFileSync(root + path)
  const external = [...apart.map((name) => `./${name}.js`), './texts/*', 'react']
  const { outputFiles } = await build({ entryPoints: [root + path], bundle: true, minify: true, format: 'esm', external, write: false, charset: 'utf8', logLevel: 'error' })
  return Buffer.from(outputFiles[0].contents)
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

/** All that is downloaded: { name, raw, gzip, brotli, budget }, in bytes. */
export function shipped() {
  return Promise.all(downloads.map(async ([name, paths, budget, apart]) => {
    const missing = paths.find((path) => !existsSync(root + path))
    if (missing) throw new Error(`${name}: ${missing} is not there; run npm run build`)
    const files = await Promise.all(paths.map((path) => bundled(path, apart)))
    return { name, raw: sum(files.map((bytes) => bytes.length)), gzip: sum(files.map((bytes) => gzipSync(bytes, { level: 9 }).length)), brotli: sum(files.map(brotli)), budget }
  }))
}

function print(head, rows) {
  const width = Math.max(...[head, ...rows].map(([name]) => name.length))
  for (const [name, ...cells] of [head, ...rows]) console.log([name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(' '))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const files = await shipped()
    print(['bytes', 'raw', 'gzip -9', 'brotli 11', 'budget'], files.map(({ name, raw, gzip, brotli, budget }) => [name, raw, gzip, brotli, budget]))
    for (const { name, brotli, budget } of files.filter(({ brotli, budget }) => brotli > budget)) {
      console.error(`${name} is ${brotli - budget} bytes over its budget`)
      process.exitCode = 1
    }
    if (process.argv.includes('--parts')) {
      const { tables, code, scripts } = wasmParts(root)
      const rows = (list) => list.map(({ name, raw, brotli }) => [name, raw, brotli])
      console.log()
      print(['tables of the wasm', 'raw', 'brotli 11'], rows(tables))
      console.log()
      print(['its code', 'raw', 'brotli 11'], rows(code))
      console.log()
      print(['scripts, in the tables', 'letters', 'sounds', 'words', 'brotli 11'], scripts.map(({ name, letters, sounds, words, brotli }) => [name, letters, sounds, words, brotli]))
    }
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
