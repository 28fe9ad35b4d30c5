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

const common = { outdir: 'dist', bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', logLevel: 'warning' }
// Readable, because the page's own bundler minifies them. The engine is apart to be fetched only when there is no
// worker, the errors because both sides must mean the same class.
await build({
  ...common,
  entryPoints: ['src/index.ts', 'src/node.ts', 'src/engine.ts', 'src/error.ts'],
  external: ['./engine.js', './error.js', 'node:*'],
})
// Small, because bundlers hand the worker on as it is.
await build({ ...common, entryPoints: ['src/worker.ts'], minify: true })
copyFileSync('src/wasm/brandlint_bg.wasm', 'dist/brandlint_bg.wasm')

const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace('package.json', 'bin/tsc')
execFileSync(process.execPath, [tsc, '--emitDeclarationOnly'], { stdio: 'inherit' })

console.log('brotli bytes of what a page downloads:')
for (const file of ['index.js', 'error.js', 'engine.js', 'worker.js', 'brandlint_bg.wasm']) {
  let bytes = readFileSync(`dist/${file}`)
  if (file.endsWith('.js')) bytes = (await transform(bytes, { minify: true, format: 'esm' })).code
  console.log(`  ${file.padEnd(20)} ${brotliCompressSync(bytes).length}`)
}
