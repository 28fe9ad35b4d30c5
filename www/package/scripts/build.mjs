// Builds dist/: the two entries, the engine for the main thread, the worker as one file, declarations, wasm.
import { build, transform } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { createRequire } from 'node:module'

process.chdir(new URL('..', import.meta.url).pathname)
if (!existsSync('src/wasm/brandlint_bg.wasm')) {
  console.error('www/package/src/wasm is missing: build the wasm first')
  process.exit(2)
}
rmSync('dist', { recursive: true, force: true })

// What the wasm reads, so that the client can tell before it gives it anything.
const { initSync, Screener } = await import('../src/wasm/brandlint.js')
initSync({ module: readFileSync('src/wasm/brandlint_bg.wasm') })
const { format, folding } = new Screener().facts()

const common = { outdir: 'dist', bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', logLevel: 'warning' ,
  define: { READS: JSON.stringify(`${format} ${folding}`) },
}
// Readable, because the page's own bundler minifies them. The engine is apart to be fetched only when there is no
// worker, delivery only where there is a manifest, the errors because all must mean the same class.
await build({
  ...common,
  entryPoints: ['src/index.ts', 'src/node.ts', 'src/engine.ts', 'src/delivery.ts', 'src/error.ts'],
  external: ['./engine.js', './delivery.js', './error.js', 'node:*'],
})
// Small, because bundlers hand the worker on as it is.
await build({ ...common, entryPoints: ['src/worker.ts'], minify: true })
copyFileSync('src/wasm/brandlint_bg.wasm', 'dist/brandlint_bg.wasm')

const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace('package.json', 'bin/tsc')
execFileSync(process.execPath, [tsc, '--emitDeclarationOnly'], { stdio: 'inherit' })

console.log('brotli bytes of what a page downloads:')
for (const file of ['index.js', 'error.js', 'delivery.js', 'engine.js', 'worker.js', 'brandlint_bg.wasm']) {
  let bytes = readFileSync(`dist/${file}`)
  if (file.endsWith('.js')) bytes = (await transform(bytes, { minify: true, format: 'esm' })).code
  console.log(`  ${file.padEnd(20)} ${brotliCompressSync(bytes).length}`)
}
