// npm run bench [-- native|chromium] [--sizes demo,100000,1000000]: measures brandlint beside its peers, and writes what
// comes out to target/bench/native.json and chromium.json. `npm run build` first.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, typing } from './chromium/measure.mjs'
import { grow, readRegister, writeRows } from './data/grow.mjs'
import { listings as makeListings } from './data/listings.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bench = (name) => `${root}target/bench/${name}`
const say = (text) => console.error(`[${String(Math.round(performance.now() / 1000)).padStart(4)}s] ${text}`)
const { values, positionals } = parseArgs({ options: { sizes: { type: 'string', default: 'demo,100000,1000000' } }, allowPositionals: true })
const unknown = positionals.find((part) => !['native', 'chromium'].includes(part))
if (unknown !== undefined) {
  console.error(`npm run bench: there is no part ${unknown}; there are native and chromium`)
  process.exit(2)
}
const has = (part) => positionals.length === 0 || positionals.includes(part)

const program = `${root}target/release/brandlint`
const demo = `${root}target/demo/register.jsonl`
for (const path of [program, demo, `${root}www/package/dist/engine.js`]) {
  if (!existsSync(path)) {
    console.error(`${path} is not there; \`npm run build\` makes it`)
    process.exit(2)
  }
}
mkdirSync(bench(''), { recursive: true })
const newer = (path, ...than) => existsSync(path) && than.every((other) => statSync(path).mtimeMs > statSync(other).mtimeMs)

/** The register of a size with its index and its names, made where they are older than what they are made of. */
async function prepared(size) {
  const [register, index, names] = [bench(`register-${size}.jsonl`), bench(`${size}.blx`), bench(`names-${size}.json`)]
  if (!newer(register, demo)) {
    say(`register, ${size}`)
    await writeRows(size === 'demo' ? readRegister(demo) : grow(readRegister(demo), Number(size)), register)
  }
  if (!newer(index, register, program)) {
    say(`index, ${size}`)
    execFileSync(program, ['build', register, '-o', index], { stdio: ['ignore', 'ignore', 'pipe'] })
  }
  const texts = readRegister(register).flatMap(({ text, forms = [] }) => [text, ...forms.map((form) => form.text)])
  if (!newer(names, register)) writeFileSync(names, JSON.stringify(texts))
  return { name: size, register, index: `/data/${size}.blx`, names: `/data/names-${size}.json`, forms: texts.length }
}

const listings = makeListings(readRegister(demo))
writeFileSync(bench('listings.json'), JSON.stringify(listings))
const sizes = []
for (const size of values.sizes.split(',')) sizes.push(await prepared(size))
const write = (part, results) => {
  writeFileSync(bench(`${part}.json`), `${JSON.stringify({ date: new Date().toISOString(), ...results }, null, 1)}\n`)
  say(`target/bench/${part}.json`)
}

if (has('native')) {
  say('the native benchmark is built')
  const target = `${root}target/bench-native`
  execFileSync('cargo', ['build', '-q', '--release', '--locked', '--manifest-path', `${root}benches/native/Cargo.toml`, '--target-dir', target], { stdio: 'inherit' })
  const native = (what, { name, register }) => JSON.parse(execFileSync(`${target}/release/brandlint-bench-native`, [what, register, bench(`${name}.blx`), bench('listings.json')], { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 }))
  write('native', { speed: sizes.map((size) => ({ size: size.name, ...native('speed', size) })), recall: native('recall', sizes[0]) })
}
if (has('chromium')) {
  const screened = await measure({ sizes, listings, say })
  write('chromium', { ...screened, typing: await typing({ index: sizes.at(-1).index, listings, say }) })
}
