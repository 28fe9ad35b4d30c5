// node scripts/cost.mjs [--record]: what the engine costs, in instructions, and whether it is more than it was.
//
// Wall times are noisy; instructions of the same program on the same input are the same to the last one. Valgrind counts
// them for the command line as it is built for release, with the register and listings in benches/cost. The price of one
// thing is the difference between a run with it and a run without it. Fails where something costs more than a tenth more
// than benches/cost/reference.json says; --record writes that file anew, with a reason in the commit. Other compilers and
// processors make other programs: there the check says that it is skipped.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const reference = `${root}benches/cost/reference.json`
const program = `${root}target/release/brandlint`
const input = (name) => `${root}benches/cost/${name}`
/** So much more may be spent, of a hundred. */
const MARGIN = 10

const rustc = execFileSync('rustc', ['-vV'], { cwd: root, encoding: 'utf8' })
const machine = `${/^release: (.*)/m.exec(rustc)[1]} ${/^host: (.*)/m.exec(rustc)[1]}`
const record = process.argv.includes('--record')
const known = record ? undefined : JSON.parse(readFileSync(reference, 'utf8'))

if (spawnSync('valgrind', ['--version']).error) skip('valgrind is not here')
if (known && known.machine !== machine) skip(`the reference is of ${known.machine}, this is ${machine}`)

function skip(why) {
  console.log(`cost: skipped: ${why}`)
  process.exit(0)
}

/** Instructions of the command line with these arguments. */
function instructions(...parameters) {
  const { status, stderr, error } = spawnSync(
    'valgrind', ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', program, ...parameters], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const count = /I\s+refs:\s+([\d,]+)/.exec(stderr)
  if (error || status !== 0 || count === null) throw new Error(`valgrind can't run ${program} ${parameters.join(' ')}: ${error ?? stderr}`)
  return Number(count[1].replaceAll(',', ''))
}

mkdirSync(`${root}target/cost`, { recursive: true })
const index = `${root}target/cost/cost.blx`
execFileSync(program, ['build', input('register.csv'), '-o', index], { stdio: ['ignore', 'ignore', 'pipe'] })
const none = `${root}target/cost/none.jsonl`
writeFileSync(none, '')

const started = instructions('--version')
const opened = instructions('screen', '-i', index, none)
const first = instructions('screen', '-i', index, input('first.jsonl'))
const costs = {
  'open an index of 2,884 forms': opened - started,
  'the first title': first - opened,
  'the other 19 titles': instructions('screen', '-i', index, input('titles.jsonl')) - first,
  'a description of 2,000 characters': instructions('screen', '-i', index, input('description.jsonl')) - first,
}

if (record) writeFileSync(reference, `${JSON.stringify({ machine, costs }, null, 2)}\n`)
console.log(`${'instructions'.padEnd(52)} ${'now'.padStart(12)} ${'reference'.padStart(12)}`)
for (const [what, count] of Object.entries(costs)) {
  const before = record ? count : known.costs[what]
  const change = (100 * (count - before)) / before
  console.log(`${what.padEnd(52)} ${String(count).padStart(12)} ${String(before).padStart(12)} ${change >= 0 ? '+' : ''}${change.toFixed(1)} %`)
  // What the reference does not know is no number, and fails too.
  if (change <= MARGIN) continue
  console.error(`cost: ${what} costs ${change.toFixed(1)} % more than the reference; where that is meant, \`npm run cost -- --record\` and say why`)
  process.exitCode = 1
}
