// What the report says is what was measured, and what follows from it.
import assert from 'node:assert/strict'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import * as measured from './report.fixture.mjs'
import { budgets, digits, plots, quoted, report, time, withQuoted, writeReport } from './report.mjs'

const page = report(measured)
/** The cells of the first row below a heading that begins so. */
function row(heading, first, text = page) {
  const below = text.slice(text.search(new RegExp(`^#+ ${heading}`, 'm')))
  const line = below.split('\n').find((line) => line.startsWith(`| ${first} |`))
  assert.ok(line, `no row ${first} below ${heading}`)
  return line.split('|').slice(2, -1).map((cell) => cell.trim())
}

test('times have the unit that suits them, and three digits', () => {
  for (const [ms, said] of [[0.0000512, '51.2 ns'], [0.0512, '51.2 µs'], [0.4567, '0.457 ms'], [12.34, '12.3 ms'], [123.4, '123 ms'], [1224, '1,224 ms'], [51_234, '51.2 s'], [0, '0 ms'], [undefined, '–']]) assert.equal(time(ms), said)
  for (const [number, said] of [[0, '0'], [0.04567, '0.0457'], [1234.5, '1,235'], [99.96, '100'], [4.5, '4.5']]) assert.equal(digits(number), said)
})

test('each budget is met or missed, as measured', () => {
  const met = Object.fromEntries(budgets(measured).map((row) => [`${row.what}: ${row.limit}`, row.met]))
  assert.deepEqual(met, {
    'one title of 15 words, 24,495 forms, in Chromium: ≤ 0.1 ms median': true,
    'the same beside the fastest fuzzy JavaScript peer: ≥ 100× faster': true,
    'one title, 1,000,000 forms: ≤ 1 ms median': false,
    'a description of 2,000 characters, 100,000 forms: ≤ 4 ms median': false,
    'open, 100,000 forms, in a worker: ≤ 50 ms': false,
    'open, 1,000,000 forms, in a worker: ≤ 500 ms': true,
    'memory, 100,000 forms: ≤ 60 bytes a form': true,
    'memory, 1,000,000 forms: ≤ 60 bytes a form': true,
    'longest task of the main thread while typing: ≤ 8 ms': true,
    'one more keystroke in a form of ten fields: only the field that changed is screened': true,
    'native throughput with everything on, 100,000 forms: within 10× of a bare Aho–Corasick pass': false,
    'matching part on the wire, 24,495 forms: ≤ 6 bytes a form': true,
    'whole index on the wire, 24,495 forms: ≤ 1.5× brotli-11 of the sorted list': false,
    'matching part on the wire, 1,000,000 forms: ≤ 6 bytes a form': true,
    'whole index on the wire, 1,000,000 forms: ≤ 1.5× brotli-11 of the sorted list': false,
    'wasm, brotli: ≤ 130 KB': false,
    'client, brotli: ≤ 6 KB': true,
  })
  assert.match(page, /10 of 17 are met\./)
  assert.deepEqual(row('Against', 'native throughput with everything on, 100,000 forms'), ['within 10× of a bare Aho–Corasick pass', '200× its time', '**no**'])
  assert.equal(row('Against', 'the same beside the fastest fuzzy JavaScript peer')[1], '200× fuzzysort (finds 60 % of the slips), 15,300× fuse.js (finds 90 % of the slips); brandlint finds 93 %')
})

test('a peer\'s figures stand beside their ratio to those of the same size and run', () => {
  assert.deepEqual(row('demo', 'fuse.js'), ['1,224 ms (×&nbsp;15,300)', '1,224 ms (×&nbsp;30,600)', '–', '10 ms (×&nbsp;0.5)', '2.45 MB (×&nbsp;2)', '50 % of 1,000', '90 %', '5 %'])
  assert.deepEqual(row('100,000', 'fuse.js'), ['not measured: a title would take about 50 s', '', '', '', ''])
  const natively = page.slice(page.indexOf('## Natively'))
  assert.deepEqual(row('demo', 'fst, Levenshtein', natively), ['333', '3 ms (×&nbsp;30)', '–', '30 ms (×&nbsp;1)', '5 MB (×&nbsp;1)', '30 % of 50,000', '80 %', '75 %'])
  assert.equal(row('100,000', 'aho-corasick', natively).length, 5, 'disguises are looked for in one register')
})

test('only those are fuzzy that find slips, whatever they are called', () => {
  const { results } = measured.chromium
  const blind = results.map((result) => (result.subject === 'fuzzysort' && result.recall ? { ...result, recall: { ...result.recall, foundSlips: 20 } } : result))
  const found = budgets({ chromium: { ...measured.chromium, results: blind } }).find(({ what }) => what.includes('fuzzy'))
  assert.equal(found.found, '15,300× fuse.js (finds 90 % of the slips); brandlint finds 93 %')
})

test('bytes are a form\'s, beside the list under the same compressor', () => {
  assert.deepEqual(row('1,000,000', '\\*\\*brand index, whole\\*\\*'.replaceAll('\\', ''), page.slice(page.indexOf('## Bytes'))), ['18.00 (×&nbsp;1.8)', '10.80 (×&nbsp;1.8)', '9.00 (×&nbsp;1.8)'])
  assert.doesNotMatch(page, /whose forms they are/, 'sections that are not there')
})

test('machine, date and versions are told, and the load, which tells whether it was quiet', () => {
  const conditions = page.slice(page.indexOf('## Machine'))
  for (const what of ['Some CPU, 2 cores, 16 GB', '2026-11-25 10:20 UTC', 'brandlint at abc1234', 'before 0.1, after 1', 'Chromium 156.0.1', 'fuse.js 7.5.0', 'fst 0.4.7', 'rustc 1.95.0']) assert.ok(conditions.includes(what), what)
})

test('parts of the wasm and scripts have their rows', () => {
  assert.deepEqual(row('What the wasm', 'messages'), ['20,000', '6,000'])
  assert.deepEqual(row('What the wasm', 'sound'), ['30,000', '12,000'])
  assert.deepEqual(row('What the wasm', 'Han'), ['9,000', '8,000', '1,000', '18,000'])
})

test('a machine that had other work is told of at the top', () => {
  assert.doesNotMatch(page, /had other work/)
  const { native } = measured
  assert.match(report({ native: { ...native, machine: { ...native.machine, load: { before: 3.2, after: 4 } } } }), /had other work\*\*: its load was 3\.2/)
})

test('what was not measured is left out, and it is said', () => {
  for (const part of ['native', 'chromium', 'bytes', 'shipped']) {
    const { [part]: only } = measured
    const text = report({ [part]: only })
    assert.match(text, /Not measured this time: /)
    assert.doesNotMatch(text, /undefined|NaN|Infinity/, part)
  }
  assert.doesNotMatch(page, /Not measured this time|undefined|NaN|Infinity/)
})

test('every column has a name', () => assert.doesNotMatch(page, /^\|\s*\|/m))

test('tables have as many cells in each row as in their head', () => {
  for (const table of page.split('\n\n').filter((block) => block.startsWith('|'))) {
    const counts = new Set(table.trim().split('\n').map((line) => line.split('|').length))
    assert.equal(counts.size, 1, table)
  }
})

test('plots grow by size, and have only what was measured', () => {
  const made = plots(measured)
  assert.deepEqual(Object.keys(made), ['title', 'open', 'memory', 'bytes'])
  for (const svg of Object.values(made)) assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
  assert.match(made.title, /brandlint from 40 µs at 10,000 forms to 1\.5 ms at 1,000,000\./)
  assert.match(made.title, /fuse\.js 1,224 ms at 24,495 forms/)
  assert.deepEqual(Object.keys(plots({ native: measured.native })), ['open', 'memory'])
  for (const name of Object.keys(made)) assert.ok(page.includes(`](docs/plots/${name}.svg)`), name)
})

test('README quotes the newest figures between its marks, and keeps all else', () => {
  const figures = quoted(measured)
  assert.deepEqual(row('', 'demo, 24,495 forms', `# \n${figures}`), ['20 ms', '80 µs (93 %)', '1.6 ms', '1.22 MB', '10,000', 'fuzzysort 16 ms (60 %), fuse.js 1,224 ms (90 %)'])
  const before = 'a\n<!-- figures of npm run bench -->\nold\n<!-- until here -->\nb\n'
  const after = withQuoted(before, figures)
  assert.equal(after, `a\n<!-- figures of npm run bench -->\n\n${figures}\n\n<!-- until here -->\nb\n`)
  assert.equal(withQuoted(after, figures), after)
  assert.throws(() => withQuoted('nothing', figures), /no place for the figures/)
})

test('it is written from the files of a run', () => {
  const root = `${mkdtempSync(join(tmpdir(), 'report-'))}/`
  try {
    mkdirSync(`${root}bench`)
    assert.throws(() => writeReport(root, `${root}bench/`), /there is nothing/)
    writeFileSync(`${root}README.md`, '<!-- figures of npm run bench -->\n<!-- until here -->\n')
    for (const part of ['chromium', 'bytes']) writeFileSync(`${root}bench/${part}.json`, JSON.stringify(measured[part]))
    writeReport(root, `${root}bench/`)
    assert.match(readFileSync(`${root}BENCHMARKS.md`, 'utf8'), /Not measured this time: native, shipped/)
    assert.match(readFileSync(`${root}README.md`, 'utf8'), /\| demo, 24,495 forms \|/)
    assert.match(readFileSync(`${root}docs/plots/bytes.svg`, 'utf8'), /^<svg /)
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('README has the place for the figures, and the documentation the page', () => {
  const repository = new URL('../', import.meta.url)
  assert.doesNotThrow(() => withQuoted(readFileSync(new URL('README.md', repository), 'utf8'), ''))
  const text = readFileSync(new URL('BENCHMARKS.md', repository), 'utf8')
  for (const [, path] of text.matchAll(/\]\((docs\/plots\/[^)]*)\)/g)) assert.ok(readFileSync(new URL(path, repository), 'utf8').startsWith('<svg '), path)
})
