// npm run bench [-- native|chromium|bytes|shipped] [--sizes demo,100000,1000000] [--growth 10000,…] [--patience SECONDS]:
// measures brandlint beside its peers, writes what comes out to target/bench/*.json, and, when all parts were measured, the
// report of it: BENCHMARKS.md with its plots. `npm run bench -- --report` writes the report again without measuring.
// `npm run build` first. Peers are measured with `--sizes`, brandlint alone with those of `--growth`, too.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shipped } from '../scripts/size.mjs'
import { wasmParts } from '../scripts/parts.mjs'
import { bytes, plainList } from './bytes.mjs'
import { measure, typing } from './chromium/measure.mjs'
import { grow, readRegister, writeRows } from './data/grow.mjs'
import { listings as makeListings } from './data/listings.mjs'
import { machine } from './machine.mjs'
import { PARTS, writeReport } from './report.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bench = (name) => `${root}target/bench/${name}`
const say = (text) => console.error(`[${String(Math.round(performance.now() / 1000)).padStart(4)}s] ${text}`)
const { values, positionals } = parseArgs({
  options: {
    sizes: { type: 'string', default: 'demo,100000,1000000' },
    growth: { type: 'string', default: '10000,30000,100000,300000,1000000' },
    patience: { type: 'string', default: '8' },
    report: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
function refuse(why) {
  console.error(`npm run bench: ${why}`)
  process.exit(2)
}
const unknown = positionals.find((part) => !PARTS.includes(part))
if (unknown !== undefined) refuse(`there is no part ${unknown}; there are ${PARTS.join(', ')}`)
const patience = Number(values.patience)
if (!(patience > 0)) refuse('--patience is a number of seconds')
const has = (part) => positionals.length === 0 || positionals.includes(part)

if (values.report) {
  writeReport(root, bench(''))
  process.exit()
}

const program = `${root}target/release/brandlint`
const demo = `${root}target/demo/register.jsonl`
for (const path of [program, demo, `${root}www/package/dist/engine.js`]) {
  if (!existsSync(path)) refuse(`${path} is not there; \`npm run build\` makes it`)
}
// Before anything is built: what is done here is a load, too.
const atStart = machine(root)
mkdirSync(bench(''), { recursive: true })
const newer = (path, ...than) => existsSync(path) && than.every((other) => statSync(path).mtimeMs > statSync(other).mtimeMs)
/** Makes a file where it is older than what it is made of. */
async function made(path, from, make) {
  if (newer(path, ...from)) return
  await make(path)
}
const namesOf = ({ text, forms = [] }) => [text, ...forms.map((form) => form.text)]

/** The register of a size with its index and its names. */
async function prepared(size) {
  const [register, index, names] = [bench(`register-${size}.jsonl`), bench(`${size}.blx`), bench(`names-${size}.json`)]
  await made(register, [demo], (path) => {
    say(`register, ${size}`)
    return writeRows(size === 'demo' ? readRegister(demo) : grow(readRegister(demo), Number(size)), path)
  })
  await made(index, [register, program], (path) => {
    say(`index, ${size}`)
    execFileSync(program, ['build', register, '-o', path], { stdio: ['ignore', 'ignore', 'pipe'] })
  })
  await made(names, [register], (path) => writeFileSync(path, JSON.stringify(readRegister(register).flatMap(namesOf))))
  return { name: size, register, index: `/data/${size}.blx`, names: `/data/names-${size}.json`, forms: JSON.parse(readFileSync(names)).length }
}

const listings = makeListings(readRegister(demo))
writeFileSync(bench('listings.json'), JSON.stringify(listings))
const compared = values.sizes.split(',')
const sizes = []
for (const size of new Set([...compared, ...values.growth.split(',').filter(Boolean)])) sizes.push({ ...(await prepared(size)), withPeers: compared.includes(size) })
sizes.sort((a, b) => a.forms - b.forms)

/** Measures a part, and writes what comes out with the machine and the time of it. */
async function part(name, run) {
  if (!has(name)) return
  const results = await run()
  const about = { ...atStart, load: { before: atStart.load, after: machine(root).load } }
  writeFileSync(bench(`${name}.json`), `${JSON.stringify({ date: new Date().toISOString(), machine: about, ...results }, null, 1)}\n`)
  say(`target/bench/${name}.json`)
}

/** So many disguised names at most are looked for by each library in Chromium. */
const SAMPLE = 3000
const target = `${root}target/bench-native`
const native = (...parameters) => execFileSync(`${target}/release/brandlint-bench-native`, parameters, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 })
if (['native', 'chromium', 'bytes'].some(has)) {
  say('the native benchmark is built')
  execFileSync('cargo', ['build', '-q', '--release', '--locked', '--manifest-path', `${root}benches/native/Cargo.toml`, '--target-dir', target], { stdio: 'inherit' })
}

await part('native', () => {
  const measured = (what, { name, register, withPeers }) =>
    JSON.parse(native(what, register, bench(`${name}.blx`), bench('listings.json'), String(patience), ...(withPeers ? [] : ['brandlint'])))
  return { patience, speed: sizes.map((size) => ({ size: size.name, ...measured('speed', size) })), recall: measured('recall', sizes.find(({ name }) => name === compared[0])) }
})
await part('chromium', async () => {
  const [sampled] = compared
  const { register } = sizes.find(({ name }) => name === sampled)
  const sample = JSON.parse(native('sample', register, bench(`${sampled}.blx`), String(SAMPLE)))
  const screened = await measure({ sizes, listings, sample, sampled, patience: patience * 1000, say })
  const { index, forms } = sizes.at(-1)
  return { patience, ...screened, typing: await typing({ index, listings, say }), typingForms: forms }
})
await part('bytes', async () => {
  const weighed = []
  for (const { name, forms } of sizes) {
    say(`bytes, ${name}`)
    const names = JSON.parse(readFileSync(bench(`names-${name}.json`)))
    const list = plainList(names)
    writeFileSync(bench('list.txt'), list)
    const fst = native('fst', bench('list.txt'))
    weighed.push({ size: name, forms, ...(await bytes({ names, index: readFileSync(bench(`${name}.blx`)), fst, list })) })
  }
  return { sizes: weighed }
})
await part('shipped', async () => ({ files: await shipped(), parts: wasmParts(root) }))

if (positionals.length === 0) {
  writeReport(root, bench(''))
  say('BENCHMARKS.md')
} else say('`npm run bench -- --report` writes it down in BENCHMARKS.md')
