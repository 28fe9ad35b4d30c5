// Builds dist/: the entries, what they share, the worker as one file, declarations, wasm.
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'

process.chdir(new URL('..', import.meta.url).pathname)
if (!existsSync('src/wasm/brandlint_bg.wasm')) {
  console.error('www/package/src/wasm is missing: build the wasm first')
  process.exit(2)
}
rmSync('dist', { recursive: true, force: true })

// What the wasm reads, so that the client can tell before it gives it anything.
const { initSync, Screener } = await import('../src/wasm/brandlint.js')
const unnamed = readFileSync('src/wasm/brandlint_bg.wasm')
initSync({ module: new WebAssembly.Module(unnamed) })
const { format, folding } = new Screener().facts()
const define = { READS: JSON.stringify(`${format} ${folding}`) }

// For each language its tag, then a line for each text, as the wasm has English: in the order of its keys, which the engine's build checks.
const catalogues = '../../data/messages'
const languages = readdirSync(catalogues).filter((file) => file !== 'en.txt')
define.MESSAGES = JSON.stringify(languages.map((file) => {
  const lines = readFileSync(join(catalogues, file), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return [file.replace('.txt', ''), ...lines.map((line) => line.slice(line.indexOf('=') + 1).trim()), '', ''].join('\n')
}).join(''))

const common = { outdir: 'dist', bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', logLevel: 'warning', define }
const worker = { ...common, entryPoints: ['src/worker.ts'], minify: true }

// Page, worker and wasm are fetched one by one, and tell by this that they belong together. In the wasm it is the name
// of an empty section at the end.
const [draft] = (await build({ ...worker, define: { VERSION: '""' }, write: false })).outputFiles
const version = createHash('sha256').update(draft.contents).update(unnamed).digest('hex').slice(0, 6)
const wasm = Buffer.concat([unnamed, Buffer.from([0, version.length + 1, version.length]), Buffer.from(version)])
define.VERSION = JSON.stringify(version)
// Readable, because the page's own bundler minifies them. Some files are apart: the engine to be fetched only when there is
// no worker, the database only where there is no Cache API, the errors because both sides must mean the same class, delivery
// because browser and Node have the same, what element and hook share, and the theme, which all parts of the element have.
// Languages are fetched only where they are spoken.
const entries = ['index', 'node', 'engine', 'delivery', 'database', 'messages', 'error', 'shared', 'live', 'element', 'element-class', 'element/theme', 'element/advice', 'element/highlighted', 'react', 'bulk']
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
      const file = relative('src', join(resolveDir, path))
      const isApart = kind === 'dynamic-import' || (kind !== 'entry-point' && entries.includes(file.replace('.js', '')))
      return isApart ? { path: `./${file.replace('element/', '')}`, external: true } : undefined
    })
  },
}
await build({ ...common, entryPoints: Object.fromEntries(entries.map((name) => [name.replace('element/', ''), `src/${name}.ts`])), external: ['node:*', 'react'], plugins: [apart] })
await build({ ...common, outdir: 'dist/texts', entryPoints: readdirSync('src/element/texts').map((file) => `src/element/texts/${file}`), minify: true })
// Small, because bundlers hand the worker on as it is; and longer than 4096 bytes, because shorter files become a data: URL
// in the hands of some, which policies forbid. A comment of one letter costs nothing when it is compressed.
await build({ ...worker, footer: { js: `//${'-'.repeat(2048)}` } })
writeFileSync('dist/brandlint_bg.wasm', wasm)

// One file for those who can't serve others: worker and wasm are in it.
const [script] = (await build({ ...worker, write: false })).outputFiles
await build({
  ...common,
  entryPoints: ['src/inline.ts'],
  minify: true,
  define: { ...define, WORKER: JSON.stringify(script.text), WASM: JSON.stringify(wasm.toString('base64')) },
})

const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace('package.json', 'bin/tsc')
execFileSync(process.execPath, [tsc, '--emitDeclarationOnly'], { stdio: 'inherit' })
