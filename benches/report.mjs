#!/usr/bin/env node
/**
 * Writes down what `npm run bench` measured: BENCHMARKS.md, its plots in docs/plots, and the table of README.md.
 *
 *   node benches/report.mjs       (npm run bench -- --report)
 *
 * It measures nothing: it reads target/bench/{native,chromium,bytes,shipped}.json, each of which says when and where it was
 * measured. A part that was not measured is left out, and it is said.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plot } from './plot.mjs'

/** What is measured, each part by itself. */
export const PARTS = ['native', 'chromium', 'bytes', 'shipped']
const OURS = 'brandlint'
/** Whoever finds at least so many of a hundred names with one slip is fuzzy. */
const FUZZY = 33
/** A machine with less load than this measures undisturbed. */
const QUIET = 0.7
const BARE = 'aho-corasick, bare'

// ── Figures in words ──

/** Three digits, and all of a thousand and more, with commas. */
export function digits(number) {
  if (number === 0) return '0'
  if (Math.abs(number) >= 1000) return Math.round(number).toLocaleString('en')
  return String(Number(number.toPrecision(3)))
}
export function time(ms) {
  if (ms === undefined) return '–'
  if (ms === 0) return '0 ms'
  if (ms < 0.001) return `${digits(ms * 1e6)} ns`
  if (ms < 0.1) return `${digits(ms * 1000)} µs`
  return ms < 10_000 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`
}
const megabytes = (bytes) => (bytes === undefined ? '–' : `${digits(bytes / 1e6)} MB`)
const percent = (part, whole) => (whole > 0 ? `${digits((100 * part) / whole)} %` : '–')
/** How many times our figure a peer's is. */
const times = (peer, ours) => (peer === undefined || !(ours > 0) ? '' : ` (×&nbsp;${digits(peer / ours)})`)
const sizeName = (size) => (size === 'demo' ? 'demo' : Number(size).toLocaleString('en'))

/** Figures stand on the right, words, of which there are so many columns, on the left. */
function table(head, rows, wordy = 1) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map((_, at) => (at < wordy ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join('\n')
}

const ours = (results) => results.filter(({ subject, name }) => (subject ?? name) === OURS)
const bySize = (results) => [...new Map(results.map((result) => [result.size, null])).keys()].map((size) => results.filter((result) => result.size === size))
/** How many of a hundred names with one slip a subject finds, by its name, where that was looked for. */
const slipsFound = (results) => new Map(results.filter(({ recall }) => recall?.slips > 0).map(({ subject, recall }) => [subject, (100 * recall.foundSlips) / recall.slips]))
/** The fuzzy peers of a size with the slips that they find, the fastest first. */
function fuzzy(results, size) {
  const found = slipsFound(results)
  const peers = results.filter((result) => result.size === size && result.subject !== OURS && result.title && found.get(result.subject) >= FUZZY)
  return peers.map((peer) => ({ ...peer, slips: found.get(peer.subject) })).sort((a, b) => a.title.all - b.title.all)
}

// ── Budgets (the figures of the design) ──

/** The sizes that budgets speak of; the others show how it grows. */
const BUDGETED = ['demo', '100000', '1000000']
const budget = (what, limit, found, met) => ({ what, limit, found, met })

function chromiumBudgets({ results, typing }) {
  const rows = []
  const at = (size) => ours(results).find((result) => result.size === size)
  const [demo, large, largest] = BUDGETED.map(at)
  if (demo) {
    rows.push(budget(`one title of 15 words, ${digits(demo.forms)} forms, in Chromium`, '≤ 0.1 ms median', time(demo.title.all), demo.title.all <= 0.1))
    const peers = fuzzy(results, 'demo')
    const ratio = ({ title }) => title.all / demo.title.all
    if (peers.length > 0) {
      // The fastest decides. What it costs to find more is said, too.
      const said = peers.map((peer) => `${digits(ratio(peer))}× ${peer.subject} (finds ${digits(peer.slips)} % of the slips)`)
      const own = slipsFound(results).get(OURS)
      rows.push(budget('the same beside the fastest fuzzy JavaScript peer', '≥ 100× faster', `${said.join(', ')}${own === undefined ? '' : `; brandlint finds ${digits(own)} %`}`, ratio(peers[0]) >= 100))
    }
  }
  if (largest) rows.push(budget(`one title, ${digits(largest.forms)} forms`, '≤ 1 ms median', time(largest.title.all), largest.title.all <= 1))
  if (large) rows.push(budget(`a description of 2,000 characters, ${digits(large.forms)} forms`, '≤ 4 ms median', time(large.description.all), large.description.all <= 4))
  if (large) rows.push(budget(`open, ${digits(large.forms)} forms, in a worker`, '≤ 50 ms', time(large.open), large.open <= 50))
  if (largest) rows.push(budget(`open, ${digits(largest.forms)} forms, in a worker`, '≤ 500 ms', time(largest.open), largest.open <= 500))
  for (const one of [large, largest]) {
    if (one) rows.push(budget(`memory, ${digits(one.forms)} forms`, '≤ 60 bytes a form', `${digits(one.memory / one.forms)} bytes`, one.memory / one.forms <= 60))
  }
  if (typing) {
    const { longestCpu } = typing.with
    rows.push(budget('longest task of the main thread while typing', '≤ 8 ms', `${time(longestCpu)} (the same page without brandlint: ${time(typing.without.longestCpu)})`, longestCpu <= 8))
  }
  const keystroke = (largest ?? large ?? demo)?.keystroke
  if (keystroke) {
    rows.push(budget('one more keystroke in a form of ten fields', 'only the field that changed is screened', `${time(keystroke.title)} in a title; the whole form ${time(keystroke.whole)}`, keystroke.title < keystroke.whole))
  }
  return rows
}

const perSecond = ({ title }) => digits(Number((1000 / title.mean).toPrecision(3)))

function nativeBudgets({ speed }) {
  const run = speed.find(({ size }) => size === '100000')
  const [engine, bare] = [OURS, BARE].map((name) => run?.results.find((result) => result.name === name))
  if (!engine || !bare) return []
  const ratio = engine.title.mean / bare.title.mean
  return [budget(`native throughput with everything on, ${digits(run.forms)} forms`, 'within 10× of a bare Aho–Corasick pass', `${digits(ratio)}× its time`, ratio <= 10)]
}

const bytesBudgets = ({ sizes }) => sizes.filter(({ size }) => BUDGETED.includes(size)).flatMap(({ forms, whole, KEYS, list }) => [
  budget(`matching part on the wire, ${digits(forms)} forms`, '≤ 6 bytes a form', `${digits(KEYS.brotli / forms)} bytes`, KEYS.brotli / forms <= 6),
  budget(`whole index on the wire, ${digits(forms)} forms`, '≤ 1.5× brotli-11 of the sorted list', `${digits(whole.brotli / list.brotli)}×`, whole.brotli / list.brotli <= 1.5),
])

/** What the design allows, in bytes of brotli. The gate of `npm run size` may be another for the time being. */
const DESIGNED = { wasm: 130_000, client: 6000, element: 6000 }
const shippedBudgets = ({ files }) => files.filter(({ name }) => name in DESIGNED).map(({ name, brotli }) =>
  budget(`${name}, brotli`, `≤ ${digits(DESIGNED[name] / 1000)} KB`, `${digits(brotli)} bytes`, brotli <= DESIGNED[name]))

const CALCULATED = { chromium: chromiumBudgets, native: nativeBudgets, bytes: bytesBudgets, shipped: shippedBudgets }

export const budgets = (measured) => Object.entries(CALCULATED).flatMap(([part, of]) => (measured[part] ? of(measured[part]) : []))

// ── Sections ──

const RECALLED = ['found', 'slips', 'false']
const recalled = ({ found, written, foundSlips, slips, alarmed, quiet } = {}) => [
  `${percent(found, written)}${written > 0 ? ` of ${digits(written)}` : ''}`, percent(foundSlips, slips), percent(alarmed, quiet)]

function chromiumSection({ patience, results }) {
  const lines = ['## In Chromium\n',
    'Each subject in a worker of its own, as a page would have it; a peer is asked for each one, two and three words in a row. Times are',
    `medians over texts of each text's shortest of seven, or of as many as ${patience} seconds allow; in brackets, how many times`,
    'brandlint\'s. Titles have fifteen words, in Latin letters, Chinese and mixed. Opening is building what is searched, of',
    `what was fetched before. brandlint makes its folding table and its readings of Han characters when its worker starts, while an index is on its way, and starts in ${time(Math.min(...ours(results).map(({ load }) => load)))},`,
    'which are not in its opening; their memory counts. *Found* are the project\'s disguises (`tests/evaluation`: other scripts, signs, slips, words joined and split …) of names',
    'that are no everyday words, *slips* those of them with one letter more, less or another; *false* are titles made of everyday words, without any name,',
    'in which something is found. All that can be looked for in the time that is given counts, of a scattered sample.',
    'A peer that finds a third of the slips is called fuzzy. FlexSearch has its cache of texts switched off, since each text comes several times here.\n']
  for (const size of bySize(results)) {
    const engine = ours(size)[0]
    if (size.length === 1 || !engine) continue
    lines.push(`### ${sizeName(engine.size)}: ${digits(engine.forms)} forms\n`)
    const columns = size.some(({ recall }) => recall) ? RECALLED : []
    const row = (result) => {
      const { subject, skipped } = result
      if (skipped) return [subject, `not measured: ${skipped}`, '', '', '', '', ...columns.map(() => '')]
      const cell = (of, shown = time) => `${shown(of(result))}${subject === OURS ? '' : times(of(result), of(engine))}`
      return [
        subject === OURS ? `**${subject}**` : subject,
        cell(({ title }) => title?.all), cell(({ title }) => title?.latin), cell(({ description }) => description?.all),
        cell(({ open }) => open), cell(({ memory }) => memory, megabytes), ...(columns.length > 0 ? recalled(result.recall) : []),
      ]
    }
    lines.push(`${table(['library', 'title', 'Latin title', '2,000 characters', 'open', 'memory', ...columns], size.map(row))}\n`)
  }
  const all = ours(results)
  lines.push('### One keystroke\n',
    'In a form of ten fields, one letter more, from the change to the report in the page: through the live client, messages to its worker and back;',
    'and the whole form, as a page has it that does not know what changed. A brand is set against every mark as a whole. The first title after opening is',
    'one that comes before the worker had time to make the tables of sound.\n',
    `${table(['forms', 'in a title', 'in a bullet', 'in a description', 'in the brand', 'the whole form', 'first title after opening'], all.map(({ forms, keystroke, first }) =>
      [digits(forms), time(keystroke.title), time(keystroke.bullet), time(keystroke.description), time(keystroke.brand), time(keystroke.whole), time(first)]))}\n`)
  return lines.join('\n')
}

function typingSection({ typing, typingForms }) {
  const names = { without: 'the same page without brandlint', with: 'with `<brand-lint>`' }
  return ['## The main thread while one types\n',
    `A title and the end of a long description are typed into a form of ten fields, a key every 40 ms${typingForms ? `, against ${digits(typingForms)} forms` : ''}. The longest task is the longest time of`,
    'processor that a task of the page\'s main thread took; the longest gap is how long the thread did not come back, other programs of the machine',
    'included. Long tasks are the browser\'s own entries, of 50 ms and more.\n',
    `${table(['page', 'longest task', 'tasks over 8 ms', 'longest event', 'longest gap', 'gaps over 8 ms', 'long tasks'], Object.entries(names).map(([key, name]) => {
      const { longestCpu, tasks, cpuOver8, longestEvent, longestGap, gapsOver8, longTasks } = typing[key]
      return [name, time(longestCpu), `${cpuOver8} of ${digits(tasks)}`, time(longestEvent), time(longestGap), gapsOver8, longTasks]
    }))}\n`].join('\n')
}

function nativeSection({ speed, recall }) {
  const found = new Map(recall?.results.map((result) => [result.name, result]))
  const lines = ['## Natively\n',
    `Titles a second on one core, and how many disguises are found, as above${recall ? `, of a sample of the ${digits(recall.marks)} marks of the register` : ''}.`,
    'In brackets, how many times brandlint\'s. brandlint weighs and explains, too; *bare* is one exact pass over the text as it stands, whose',
    'matches are counted and nothing else. A title is the mean of all, a description the median.\n']
  for (const { size, forms, results } of speed) {
    const engine = ours(results)[0]
    if (results.length === 1 || !engine) continue
    lines.push(`### ${sizeName(size)}: ${digits(forms)} forms\n`)
    const isRecalled = forms === recall?.forms
    lines.push(`${table(['library', 'titles a second', 'a title', '2,000 characters', 'open', 'memory', ...(isRecalled ? RECALLED : [])], results.map((result) => {
      const cell = (of, shown = time) => `${shown(of(result))}${result === engine ? '' : times(of(result), of(engine))}`
      return [result === engine ? `**${result.name}**` : result.name, perSecond(result),
        cell(({ title }) => title.mean), cell(({ description }) => description?.all), cell(({ open }) => open), cell(({ memory }) => memory, megabytes),
        ...(isRecalled ? recalled(found.get(result.name)) : [])]
    }))}\n`)
  }
  return lines.join('\n')
}

const SUBJECTS = [
  ['KEYS', 'brand index, matching part: keys and how ordinary each is'],
  ['FORM', 'brand index: whose forms they are, and how they are written'],
  ['MARK', 'brand index: owners and registrations'],
  ['WORD', 'brand index: everyday words'],
  ['whole', '**brand index, whole**'],
  ['list', 'the sorted names as plain text'],
  ['fst', 'the same in an fst (a set)'],
  ['json', 'the names in JSON'],
]

function bytesSection({ sizes }) {
  const lines = ['## Bytes a form\n',
    'What a page downloads, beside what it would download to know the names alone; in brackets, how many times the plain list under the same compressor.\n']
  for (const size of sizes.filter(({ size }) => BUDGETED.includes(size))) {
    lines.push(`### ${sizeName(size.size)}: ${digits(size.forms)} forms\n`)
    lines.push(`${table(['bytes a form', 'raw', 'gzip -9', 'brotli 11'], SUBJECTS.filter(([key]) => size[key]).map(([key, name]) =>
      [name, ...['raw', 'gzip', 'brotli'].map((by) => `${(size[key][by] / size.forms).toFixed(2)}${key === 'list' ? '' : times(size[key][by], size.list[by])}`)]))}\n`)
  }
  return lines.join('\n')
}

function shippedSection({ files, parts }) {
  const lines = ['## What is downloaded\n',
    `${table(['bytes', 'raw', 'gzip -9', 'brotli 11', 'gate of the tests'], files.map(({ name, raw, gzip, brotli, budget }) => [name, ...[raw, gzip, brotli, budget].map(digits)]))}\n`]
  if (parts) lines.push(partsSection(parts))
  return lines.join('\n')
}

/** What `npm run size -- --parts` finds, as Markdown. */
export function partsSection({ wasm, tables, code, scripts }) {
  const rows = (list) => list.map(({ name, raw, brotli }) => [name, digits(raw), digits(brotli)])
  return ['### What the wasm is made of\n',
    `The wasm has ${digits(wasm.raw)} bytes, ${digits(wasm.brotli)} with brotli. What a part costs is by how much brotli's result is smaller when the part's bytes are zeros;`,
    'parts share what brotli learns of them, so they come to somewhat less than the whole.\n',
    `${table(['tables', 'raw', 'brotli'], rows(tables))}\n`,
    `${table(['code', 'raw', 'brotli'], rows(code))}\n`,
    'What a script costs in the tables: by how much they are smaller with brotli without what is there for its letters: how they read, sound and look,',
    'cues and goods words in them, and messages written in them. Scripts share code.\n',
    `${table(['script', 'letters', 'sounds', 'words', 'together'], scripts.map(({ name, letters, sounds, words, brotli }) => [name, ...[letters, sounds, words, brotli].map(digits)]))}\n`].join('\n')
}

// ── Growth ──

const grown = (list) => [...list].sort((a, b) => a.forms - b.forms)

/** The plots that can be made of what was measured: name → SVG. */
export function plots({ chromium, native, bytes }) {
  const made = {}
  const engineIn = grown(chromium ? ours(chromium.results) : [])
  const engineNative = grown((native?.speed ?? []).map(({ size, forms, results }) => ({ size, forms, ...ours(results)[0] })).filter(({ open }) => open !== undefined))
  const line = (name, list, of, more) => ({ name, points: list.map((one) => [one.forms, of(one)]), ...more })
  const both = (of) => [line('in Chromium', engineIn, of, { ours: true }), line('natively', engineNative, of, { ours: true, dashed: true })].filter(({ points }) => points.length > 0)
  const x = 'forms in the register'
  const range = (list, of, shown) => (list.length === 0 ? '' : `from ${shown(of(list[0]))} at ${digits(list[0].forms)} forms to ${shown(of(list.at(-1)))} at ${digits(list.at(-1).forms)}`)
  const said = (of, shown) => [[engineIn, 'in Chromium'], [engineNative, 'natively']].filter(([list]) => list.length > 0).map(([list, where]) => `${where} ${range(list, of, shown)}`).join('; ')
  const allowed = (...limits) => limits.filter(([forms]) => [...engineIn, ...engineNative].some((one) => Math.abs(Math.log(one.forms / forms)) < 0.1))

  if (engineIn.length > 0) {
    const names = [...new Set(chromium.results.map(({ subject }) => subject))].filter((subject) => subject !== OURS)
    const peers = names.map((subject) => line(subject, grown(chromium.results.filter((result) => result.subject === subject && result.title)), ({ title }) => title.all))
    const fastest = peers.map(({ name, points }) => [name, points.at(-1)]).filter(([, last]) => last).map(([name, [forms, ms]]) => `${name} ${time(ms)} at ${digits(forms)} forms`)
    made.title = plot({
      title: 'One title of 15 words, in Chromium', x, y: 'milliseconds, median',
      about: `How long a title takes as the register grows. brandlint ${range(engineIn, ({ title }) => title.all, time)}. The others: ${fastest.join(', ') || 'not measured'}.`,
      lines: [line(OURS, engineIn, ({ title }) => title.all, { ours: true }), ...peers.filter(({ points }) => points.length > 0)],
      limits: allowed([engineIn.find(({ size }) => size === 'demo')?.forms ?? 1, 0.1], [1e6, 1]),
    })
  }
  if (engineIn.length + engineNative.length > 0) {
    made.open = plot({
      title: 'Opening an index', x, y: 'milliseconds', about: `How long opening takes as the register grows: ${said(({ open }) => open, time)}.`,
      lines: both(({ open }) => open), limits: allowed([1e5, 50], [1e6, 500]),
    })
    made.memory = plot({
      title: 'Memory after the first title', x, y: 'megabytes', about: `How much memory an opened index has: ${said(({ memory }) => memory, megabytes)}. The budget is 60 bytes a form.`,
      lines: both(({ memory }) => memory / 1e6), limits: allowed([1e5, 6], [1e6, 60]),
    })
  }
  if (bytes) {
    const sizes = grown(bytes.sizes)
    const weight = (key, by) => (size) => size[key][by] / 1e6
    made.bytes = plot({
      title: 'What is downloaded', x, y: 'megabytes', about: `How large the files are as the register grows. With brotli, the index ${range(sizes, ({ whole }) => whole.brotli, megabytes)}; the names alone as a plain list ${range(sizes, ({ list }) => list.brotli, megabytes)}.`,
      lines: [
        line('index, brotli', sizes, weight('whole', 'brotli'), { ours: true }), line('its matching part', sizes, weight('KEYS', 'brotli'), { ours: true, dashed: true }),
        line('index, raw', sizes, weight('whole', 'raw')), line('plain list, brotli', sizes, weight('list', 'brotli'), { dashed: true }), line('JSON, raw', sizes, weight('json', 'raw')),
      ],
    })
  }
  return made
}

function growthSection({ chromium, native, bytes }) {
  const lines = ['## Growth\n', 'Registers of several sizes, smaller ones a part of the demo\'s, larger ones grown from it.\n']
  const alt = { title: 'Plot: how long a title takes in Chromium, by forms in the register', open: 'Plot: how long opening takes, by forms', memory: 'Plot: memory, by forms', bytes: 'Plot: bytes downloaded, by forms' }
  for (const name of Object.keys(plots({ chromium, native, bytes }))) lines.push(`![${alt[name]}; the figures stand below](docs/plots/${name}.svg)\n`)
  const weights = new Map(bytes?.sizes.map((one) => [one.size, one]))
  const inChromium = new Map(chromium ? ours(chromium.results).map((one) => [one.size, one]) : [])
  const natively = new Map(native?.speed.map(({ size, forms, results }) => [size, { forms, ...ours(results)[0] }]))
  const sizes = grown([...new Set([...inChromium.keys(), ...natively.keys(), ...weights.keys()])].map((size) => ({ size, forms: (inChromium.get(size) ?? natively.get(size) ?? weights.get(size)).forms })))
  lines.push(`${table(['forms', 'open, Chromium', 'title', '2,000 characters', 'memory', 'open, native', 'title', 'memory', 'index, brotli'], sizes.map(({ size, forms }) => {
    const [page, program, weight] = [inChromium.get(size), natively.get(size), weights.get(size)]
    return [digits(forms), time(page?.open), time(page?.title.all), time(page?.description.all), megabytes(page?.memory), time(program?.open), time(program?.title?.all), megabytes(program?.memory), megabytes(weight?.whole.brotli)]
  }))}\n`)
  return lines.join('\n')
}

// ── The whole ──

function conditions(measured) {
  const lines = ['## Machine, dates, versions\n']
  const all = Object.entries(measured)
  for (const [part, { date, machine }] of all) {
    if (!machine) continue
    const { processor, cores, memory, system, commit, load } = machine
    lines.push(`- *${part}*: ${date.slice(0, 16).replace('T', ' ')} UTC, ${processor}, ${cores} cores, ${digits(memory / 2 ** 30)} GB, ${system}; brandlint at ${commit}; load of the machine before ${digits(load.before)}, after ${digits(load.after)}`)
  }
  const versions = Object.assign({}, ...all.map(([, { machine }]) => machine?.versions ?? {}))
  if (measured.chromium) versions.Chromium = measured.chromium.chromium.replace('HeadlessChrome/', '').replace('Chrome/', '')
  lines.push(`- ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}`)
  lines.push('- Data: the demo\'s register (name-suggestion-index and simple-icons), and registers grown from it that keep the lengths, letters, scripts and parts of names',
    '  ([benches/data/grow.mjs](benches/data/grow.mjs) says how); titles and descriptions of the words of the project\'s lists, one title of three with a name',
    '  ([benches/data/listings.mjs](benches/data/listings.mjs)). Seeded: every machine has the same.')
  return `${lines.join('\n')}\n`
}

/** BENCHMARKS.md. */
export function report(measured) {
  const missing = PARTS.filter((part) => !measured[part])
  const { chromium, native, bytes, shipped } = measured
  const rows = budgets(measured)
  const load = Math.max(0, ...[native, chromium].map((part) => part?.machine.load.before ?? 0))
  const sections = [
    '# Benchmarks\n',
    '`npm run bench` measures and writes this page; `npm run bench -- --report` writes it again from what was measured. Wall times of one machine are for',
    'orientation; what tells is the ratio to the other libraries, measured in the same run.\n',
    ...(load > QUIET ? [`**The machine had other work**: its load was ${digits(load)} when it began. Times are longer than they would be, and uneven.\n`] : []),
    ...(missing.length > 0 ? [`Not measured this time: ${missing.join(', ')}.\n`] : []),
    '## Against the budgets\n',
    `${rows.filter(({ met }) => met).length} of ${rows.length} are met.\n`,
    `${table(['what', 'budget', 'measured', 'met'], rows.map(({ what, limit, found, met }) => [what, limit, found, met ? 'yes' : '**no**']), 4)}\n`,
    ...(chromium ? [chromiumSection(chromium)] : []),
    ...(chromium?.typing ? [typingSection(chromium)] : []),
    ...(native ? [nativeSection(native)] : []),
    ...(bytes ? [bytesSection(bytes)] : []),
    ...(chromium || native || bytes ? [growthSection(measured)] : []),
    ...(shipped ? [shippedSection(shipped)] : []),
    conditions(measured),
  ]
  return `${sections.join('\n').replaceAll(/\n{3,}/g, '\n\n').trimEnd()}\n`
}

/** The figures that README.md quotes, as Markdown: brandlint, and the fastest of the others that find slips. */
export function quoted({ chromium, native }) {
  const percents = slipsFound(chromium.results)
  const rows = bySize(chromium.results).filter((size) => size.length > 1 && ours(size).length > 0).map((size) => {
    const engine = ours(size)[0]
    const program = native?.speed.find((run) => run.size === engine.size)
    const peers = fuzzy(chromium.results, engine.size).slice(0, 3).map(({ subject, title, slips }) => `${subject} ${time(title.all)} (${digits(slips)} %)`)
    return [`${sizeName(engine.size)}${engine.size === 'demo' ? `, ${digits(engine.forms)} forms` : ' forms'}`, time(engine.open), `${time(engine.title.all)}${percents.has(OURS) ? ` (${digits(percents.get(OURS))} %)` : ''}`,
      time(engine.description.all), megabytes(engine.memory), program ? perSecond(ours(program.results)[0]) : '–', peers.join(', ') || '–']
  })
  return table(['index', 'open', 'title of 15 words (slips found)', '2,000 characters', 'memory', 'natively, titles a second', 'other libraries, a title (slips found)'], rows)
}

const [BEGIN, END] = ['<!-- figures of npm run bench -->', '<!-- until here -->']

/** A page with the figures between their marks replaced. */
export function withQuoted(page, figures) {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`there is no place for the figures: ${BEGIN} … ${END}`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${figures}\n\n${page.slice(end)}`
}

/** Reads what was measured from `from`, and writes the pages of the repository at `root`. */
export function writeReport(root, from) {
  const measured = {}
  for (const part of PARTS) {
    const path = `${from}${part}.json`
    if (existsSync(path)) measured[part] = JSON.parse(readFileSync(path, 'utf8'))
  }
  if (Object.keys(measured).length === 0) throw new Error(`there is nothing in ${from}; \`npm run bench\` measures`)
  mkdirSync(`${root}docs/plots`, { recursive: true })
  for (const [name, svg] of Object.entries(plots(measured))) writeFileSync(`${root}docs/plots/${name}.svg`, svg)
  writeFileSync(`${root}BENCHMARKS.md`, report(measured))
  if (measured.chromium) writeFileSync(`${root}README.md`, withQuoted(readFileSync(`${root}README.md`, 'utf8'), quoted(measured)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  writeReport(root, `${root}target/bench/`)
}
