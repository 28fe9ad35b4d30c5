import '../style.css'
import './bulk.css'
import { createScreener, type Report, type Risk } from 'brandlint'
import { screenAll } from 'brandlint/bulk'
import 'brandlint/element'
import Papa from 'papaparse'
import { fields, guessColumns, isList, listingOf, type FieldName } from './columns.js'
import { exampleTable } from './example.js'
import type { TableAnswer, TableSource } from './read-table.js'
import workerAddress from './read-table.ts?worker&url'

/** So many rows are shown at a time. */
const PAGE = 50
/** A pasted text of so many characters is read, but not shown. */
const LONG_PASTE = 50_000
const risks: readonly Risk[] = ['high', 'medium', 'low', 'none']
const riskWords: Record<Risk, string> = { high: 'High risk', medium: 'Medium risk', low: 'Low risk', none: 'Nothing found' }

function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

function make<T extends keyof HTMLElementTagNameMap>(tag: T, properties: Partial<HTMLElementTagNameMap[T]> = {}, ...content: (Node | string)[]): HTMLElementTagNameMap[T] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...content)
  return made
}

function many(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`
}

let header: string[] = []
let rows: string[][] = []
let columns: (FieldName | '')[] = []
/** The report of each row, as far as it is checked. */
let reports: (Report | undefined)[] = []
let running: AbortController | undefined
let reading: Worker | undefined
let shownPage = 0
/** The row whose editor is open. */
let edited: number | undefined

const screener = createScreener({
  index: new URL('demo.blx', document.baseURI),
  onStatus({ status, facts, reason }) {
    byId('status').textContent = facts ? `Checking against ${facts.marks.toLocaleString('en')} marks` : status === 'loading' ? 'Loading the brand check…' : `Not checking: ${reason?.message}`
  },
})

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('bulk', {
  createScriptURL(url) {
    if (url !== workerAddress) throw new TypeError('this page has one worker of its own')
    return url
  },
})

/** Reads a table in a worker of its own, which ends with it. */
function read(source: File | string): void {
  stop()
  reading?.terminate()
  byId('source-problem').textContent = ''
  byId('reading').textContent = 'Reading the table…'
  const worker = (reading = new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress, { type: 'module' }))
  const done = (answer: TableAnswer) => {
    worker.terminate()
    byId('reading').textContent = ''
    if ('error' in answer) byId('source-problem').textContent = answer.error
    else take(answer.rows, answer.dropped)
  }
  worker.onmessage = ({ data }: MessageEvent<TableAnswer>) => done(data)
  worker.onerror = (event) => {
    event.preventDefault()
    done({ error: `The table can’t be read: ${event.message}` })
  }
  worker.postMessage({ source, language: navigator.language } satisfies TableSource)
}

function take([first, ...others]: string[][], dropped: number): void {
  header = first ?? []
  rows = others
  reports = []
  edited = undefined
  columns = guessColumns(header)
  const mapping = header.map((name, column) => {
    const select = make('select', { id: `column-${column}` }, ...['', ...fields].map((field) => new Option(field === '' ? 'Not checked' : field, field, false, field === columns[column])))
    select.addEventListener('change', () => {
      columns[column] = select.value as FieldName | ''
      check()
    })
    const sample = rows.find((row) => row[column]?.trim())?.[column] ?? ''
    return make('div', {}, make('label', { className: 'label', htmlFor: select.id }, name || `Column ${column + 1}`), select, make('p', { className: 'hint' }, sample.length > 60 ? `${sample.slice(0, 60)}…` : sample))
  })
  byId('mapping').replaceChildren(...mapping)
  byId('columns').hidden = false
  byId('results').hidden = true
  check()
  if (dropped > 0) byId('count').append(` ${dropped.toLocaleString('en')} more don’t fit here: use the command line for them.`)
}

/** Whether these columns can be checked; says why not. */
function check(): void {
  const twice = fields.find((field) => !isList(field) && columns.filter((other) => other === field).length > 1)
  const problem = twice ? `Two columns are “${twice}”: choose one.` : columns.includes('title') ? '' : 'Choose the column that is the title.'
  byId<HTMLButtonElement>('start').disabled = problem !== ''
  byId('count').textContent = problem || many(rows.length)
}

function stop(): void {
  running?.abort()
  running = undefined
}

async function start(): Promise<void> {
  stop()
  const { signal } = (running = new AbortController())
  reports = []
  edited = undefined
  shownPage = 0
  const progress = byId<HTMLProgressElement>('progress')
  Object.assign(progress, { max: rows.length, value: 0, hidden: false })
  byId('cancel').hidden = false
  byId('results').hidden = true
  progress.scrollIntoView({ block: 'nearest' })
  const begun = performance.now()
  let drawn = begun
  try {
    const listings = (function* () {
      for (const row of rows) yield listingOf(row, columns).listing
    })()
    for await (const { at, report } of screenAll(await screener, listings, { signal })) {
      if (report.unavailable) throw new Error((await screener).reason?.message ?? 'the check is not available')
      reports[at] = report
      // The page stays alive, whatever the number of rows.
      if (performance.now() - drawn < 50) continue
      progress.value = at + 1
      await new Promise((resolve) => setTimeout(resolve))
      drawn = performance.now()
    }
    say(`${many(rows.length)} checked in ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
  } catch (error) {
    const known = reports.filter((report) => report !== undefined).length
    say(signal.aborted ? `Cancelled after ${many(known)}.` : `The check stopped: ${(error as Error).message}`)
  } finally {
    if (running?.signal === signal) running = undefined
    progress.hidden = true
    // What goes away must not take the focus with it.
    if (document.activeElement === byId('cancel')) byId('start').focus()
    byId('cancel').hidden = true
    if (reports.length > 0) show()
  }
}

function say(text: string): void {
  byId('count').textContent = text
  byId('announcer').textContent = text
}

/** Rows that pass the filters, in the order that is asked for. */
function chosen(): number[] {
  const risk = byId<HTMLSelectElement>('risk').value
  const words = byId<HTMLInputElement>('search').value.trim().toLowerCase()
  const kept = [...reports.keys()].filter((at) => {
    const report = reports[at]
    if (report === undefined || (risk !== '' && report.risk !== risk)) return false
    return words === '' || rows[at]!.some((cell) => cell.toLowerCase().includes(words)) || report.findings.some(({ mark }) => mark.text.toLowerCase().includes(words))
  })
  if (byId<HTMLSelectElement>('order').value === 'row') return kept
  const rank = (at: number) => risks.indexOf(reports[at]!.risk)
  return kept.sort((a, b) => rank(a) - rank(b) || (reports[b]!.findings[0]?.score ?? 0) - (reports[a]!.findings[0]?.score ?? 0) || a - b)
}

function show(): void {
  byId('results').hidden = false
  const select = byId<HTMLSelectElement>('risk')
  const value = select.value
  const known = reports.filter((report) => report !== undefined)
  select.replaceChildren(new Option(`All (${known.length.toLocaleString('en')})`, ''), ...risks.map((risk) => new Option(`${riskWords[risk]} (${known.filter((report) => report.risk === risk).length.toLocaleString('en')})`, risk)))
  select.value = value
  draw()
}

function draw(): void {
  const all = chosen()
  const pages = Math.max(1, Math.ceil(all.length / PAGE))
  shownPage = Math.min(shownPage, pages - 1)
  byId('page').textContent = all.length > 0 ? `Page ${shownPage + 1} of ${pages}, ${many(all.length)}` : 'No row is like that.'
  byId<HTMLButtonElement>('previous').disabled = shownPage === 0
  byId<HTMLButtonElement>('next').disabled = shownPage >= pages - 1
  byId('rows').replaceChildren(...all.slice(shownPage * PAGE, (shownPage + 1) * PAGE).flatMap((at) => (at === edited ? [line(at), editor(at)] : [line(at)])))
}

function line(at: number): HTMLTableRowElement {
  const report = reports[at]!
  const { listing } = listingOf(rows[at]!, columns)
  const marks = [...new Set(report.findings.filter(({ risk }) => risk !== 'none').map(({ mark }) => mark.text))]
  const open = at === edited
  const edit = make('button', { type: 'button', className: 'secondary', ariaExpanded: String(open) }, open ? 'Done' : 'Edit', make('span', { className: 'hidden' }, ` row ${at + 2}`))
  edit.addEventListener('click', () => {
    edited = open ? undefined : at
    show()
    // A row that is like that no more is not shown.
    const next = document.querySelector<HTMLElement>(open ? `[data-row="${at}"] button` : '.editor :is(input, textarea)') ?? byId('scroll')
    next.focus()
  })
  // Said, because browsers forget what a table is where its rows are shown as cards.
  const cell = (properties: Partial<HTMLTableCellElement>, content: Node | string) => make('td', { role: 'cell', ...properties }, content)
  const row = make('tr', { role: 'row' }, cell({}, String(at + 2)), cell({ className: `risk-${report.risk}` }, riskWords[report.risk]), cell({ dir: 'auto' }, listing.title), cell({}, marks.join(', ')), cell({}, edit))
  row.dataset.row = String(at)
  return row
}

/** Draws a row's line anew, where it is shown. */
function redraw(at: number): void {
  const before = document.querySelector(`[data-row="${at}"]`)
  const hadFocus = before?.contains(document.activeElement)
  const now = line(at)
  before?.replaceWith(now)
  if (hadFocus) now.querySelector('button')!.focus()
}

/** The row's cells in inputs of their own, with the element around them. */
function editor(at: number): HTMLTableRowElement {
  const { columnOf } = listingOf(rows[at]!, columns)
  const element = document.createElement('brand-lint')
  for (const [field, column] of columnOf) {
    const value = rows[at]![column] ?? ''
    // An input of one line would join its lines, and the words at their ends.
    const long = field === 'description' || /[\n\r]/.test(value)
    const input = make(long ? 'textarea' : 'input', { id: `edit-${column}`, value, dir: 'auto' })
    input.dataset.brandlintField = field
    input.addEventListener('input', () => {
      rows[at]![column] = input.value
      redraw(at)
    })
    element.append(make('label', { className: 'label', htmlFor: input.id }, header[column] || field), input)
  }
  void screener.then((made) => (element.screener = made))
  element.addEventListener('brandlint-report', ({ detail: report }) => {
    reports[at] = report
    redraw(at)
  })
  const cell = make('td', { role: 'cell', className: 'editor', colSpan: 5 }, element)
  return make('tr', { role: 'row' }, cell)
}

function exportCsv(): void {
  const found = (report: Report | undefined) => (report?.findings ?? []).filter(({ risk }) => risk !== 'none')
  const table = Papa.unparse(
    {
      fields: [...header, 'brandlint risk', 'brandlint findings', 'brandlint messages'],
      data: rows.map((row, at) => {
        const report = reports[at]
        const findings = found(report)
        return [
          ...header.map((_, column) => row[column] ?? ''),
          report === undefined ? 'not checked' : report.risk,
          findings.map(({ matched, mark, field, risk }) => `${matched} → ${mark.text} (${risk}, ${field})`).join('; '),
          findings.map(({ message }) => message).join(' '),
        ]
      }),
    },
    // A cell of a seller's table must not become a formula in somebody's spreadsheet.
    { escapeFormulae: true },
  )
  const address = URL.createObjectURL(new Blob(['\ufeff', table], { type: 'text/csv' }))
  make('a', { href: address, download: 'listings-checked.csv' }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

byId<HTMLInputElement>('file').addEventListener('change', ({ target }) => {
  const [file] = (target as HTMLInputElement).files ?? []
  if (file) read(file)
})
byId<HTMLTextAreaElement>('paste').addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? ''
  if (text.length < LONG_PASTE) return
  // A browser takes seconds to lay so much text out, and nobody reads it there.
  event.preventDefault()
  const box = event.target as HTMLTextAreaElement
  box.value = ''
  box.placeholder = `${text.length.toLocaleString('en')} characters pasted`
  read(text)
})
byId<HTMLTextAreaElement>('paste').addEventListener('input', ({ target }) => {
  const text = (target as HTMLTextAreaElement).value
  if (text.trim() !== '') read(text)
})
const drop = byId('drop')
drop.addEventListener('dragover', (event) => event.preventDefault())
drop.addEventListener('drop', (event) => {
  event.preventDefault()
  const [file] = event.dataTransfer?.files ?? []
  const text = event.dataTransfer?.getData('text')
  if (file) read(file)
  else if (text) read(text)
})
byId('example').addEventListener('click', () => read(exampleTable(10_000)))
byId('start').addEventListener('click', () => void start())
byId('cancel').addEventListener('click', stop)
byId('export').addEventListener('click', exportCsv)
for (const id of ['risk', 'order', 'search']) {
  byId(id).addEventListener('input', () => {
    shownPage = 0
    draw()
  })
}
for (const [id, by] of [['previous', -1], ['next', 1]] as const) {
  byId(id).addEventListener('click', () => {
    shownPage += by
    draw()
  })
}
