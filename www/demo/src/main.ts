import './style.css'
import { createScreener, type Finding, type Listing, type Report, type Risk, type Screener } from 'brandlint'
import { categories, inWords } from './categories.js'
import { examples, type Example } from './examples.js'
import { Field } from './field.js'
import { drawFindings } from './findings.js'
import { icon } from './icon.js'

/** A pause in typing, after which what stands in the form is screened. */
const PAUSE = 150
/** A longer one, after which a screen reader is told. */
const ANNOUNCE_PAUSE = 1000

function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

const form = byId<HTMLFormElement>('listing')
const category = byId<HTMLSelectElement>('category')
const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-field]')].map(
  (input) => new Field(input.dataset.field!, input, byId(`${input.id}-note`)),
)
const authorizations = new Set<string>()

let screener: Screener | undefined
let running: AbortController | undefined
let pause: ReturnType<typeof setTimeout> | undefined
let announcePause: ReturnType<typeof setTimeout> | undefined
let announced = ''

function field(name: string): Field {
  return fields.find((field) => field.name === name)!
}

function listing(): Listing {
  const nice = categories.find(({ name }) => name === category.value)?.nice
  return {
    title: field('title').value,
    brand: field('brand').value,
    bullets: fields.filter(({ name }) => name.startsWith('bullets/')).map(({ value }) => value),
    description: field('description').value,
    ...(nice && { category: { nice } }),
    authorizations: [...authorizations],
  }
}

function screenSoon(wait = PAUSE): void {
  clearTimeout(pause)
  pause = setTimeout(screenNow, wait)
}

/** Screens what stands in the form; an answer to an older text is never shown. */
async function screenNow(): Promise<void> {
  if (screener === undefined || screener.status === 'unavailable') return
  running?.abort()
  const { signal } = (running = new AbortController())
  const begun = performance.now()
  try {
    const report = await screener.screen(listing(), { signal })
    if (!report.unavailable) show(report, performance.now() - begun)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function show(report: Report, took: number): void {
  for (const field of fields) field.show(report.findings.filter((finding) => finding.field === field.name))
  drawFindings(byId('findings'), report, { onPlace, onAuthorize })
  markActive()

  const isEmpty = fields.every(({ value }) => value.trim() === '')
  const summary = isEmpty ? 'Start typing: names are checked as you write.' : inSummary(report)
  const box = byId('summary')
  box.dataset.risk = isEmpty ? '' : report.risk
  box.replaceChildren(...(isEmpty ? [] : [icon(report.risk)]), summary)
  const jump = byId('jump')
  jump.dataset.risk = report.risk
  jump.replaceChildren(icon(report.risk), summary)
  jump.hidden = report.findings.every(({ risk }) => risk === 'none')
  byId('took').textContent = isEmpty ? '' : ` · ${took < 10 ? took.toFixed(1) : Math.round(took)} ms`
  announce(summary)
}

function inSummary({ findings }: Report): string {
  const names: Record<string, Risk> = {}
  for (const { mark, risk } of findings) names[mark.id] ??= risk
  const counts = (['high', 'medium', 'low'] as const)
    .map((risk) => [Object.values(names).filter((worst) => worst === risk).length, risk] as const)
    .filter(([count]) => count > 0)
  if (counts.length === 0) return 'No names of others found so far.'
  const total = counts.reduce((sum, [count]) => sum + count, 0)
  if (total === 1) return `1 name to check: ${counts[0]![1]} risk`
  return `${total} names to check: ${counts.map(([count, risk]) => `${count} ${risk}`).join(', ')}`
}

function announce(text: string): void {
  clearTimeout(announcePause)
  announcePause = setTimeout(() => {
    if (text !== announced) byId('announcer').textContent = announced = text
  }, ANNOUNCE_PAUSE)
}

function onPlace(finding: Finding): void {
  field(finding.field).select(finding)
}

function onAuthorize(markId: string, authorized: boolean): void {
  if (authorized) authorizations.add(markId)
  else authorizations.delete(markId)
  void screenNow()
}

/** The card that explains the word at the caret stands out. */
function markActive(): void {
  const input = fields.find(({ input }) => input === document.activeElement)
  const at = input?.input.selectionStart ?? -1
  for (const card of document.querySelectorAll('.finding')) {
    const places = [...card.querySelectorAll<HTMLElement>('.place')]
    card.classList.toggle(
      'active',
      places.some(({ dataset }) => dataset.field === input?.name && at >= Number(dataset.start) && at <= Number(dataset.end)),
    )
  }
}

function fill(example: Partial<Example>): void {
  for (const field of fields) {
    const at = Number(field.name.split('/')[1])
    field.value = field.name.startsWith('bullets/')
      ? (example.bullets?.[at] ?? '')
      : (example[field.name as 'title' | 'brand' | 'description'] ?? '')
  }
  category.value = example.category ?? ''
  byId('published').hidden = true
  authorizations.clear()
  showClasses()
  countTitle()
  void screenNow()
}

function showClasses(): void {
  const nice = categories.find(({ name }) => name === category.value)?.nice
  byId('category-hint').textContent = nice
    ? `Compared with brands in Nice class ${inWords(nice)}`
    : 'Brands are protected for kinds of goods: choosing one makes the check sharper.'
}

function countTitle(): void {
  byId('title-count').textContent = `${field('title').value.length} / 120`
}

function showStatus({ status, facts, where, reason }: Screener): void {
  const line = byId('status')
  document.body.dataset.status = status
  if (status === 'loading') line.textContent = 'Loading the brand check…'
  if (status === 'ready' || status === 'stale') {
    const place = where === 'worker' ? 'runs in a worker' : 'runs in the page itself'
    line.textContent = `Checking against ${facts!.marks.toLocaleString('en')} marks · ${place}`
  }
  byId('unavailable').hidden = status !== 'unavailable'
  byId('check-body').hidden = status === 'unavailable'
  if (status === 'unavailable') {
    line.textContent = 'Not checking'
    byId('took').textContent = ''
    byId('unavailable-reason').textContent = reason!.message
    for (const field of fields) field.show([])
    byId('jump').hidden = true
    announce('The brand check is not available. You can go on with your listing.')
  }
}

category.append(...categories.map(({ name }) => new Option(name)))
byId('examples').append(
  ...examples.map((example) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'example'
    button.textContent = example.label
    button.addEventListener('click', () => fill(example))
    const item = document.createElement('li')
    item.append(button)
    return item
  }),
)
form.addEventListener('input', () => {
  byId('published').hidden = true
  countTitle()
  screenSoon()
})
category.addEventListener('change', showClasses)
document.addEventListener('selectionchange', markActive)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  byId('published').hidden = false
})
byId('clear').addEventListener('click', () => {
  fill({})
  field('title').input.focus()
})
showClasses()
countTitle()
// On a phone a bar leads to the findings; where these are in sight it is in the way.
new IntersectionObserver(([seen]) => byId('jump').classList.toggle('arrived', seen!.isIntersecting)).observe(byId('findings'))

// The form is of use from the first moment; what was typed until now is screened when the index is here.
void createScreener({ index: new URL('demo.blx', document.baseURI), onStatus: showStatus }).then((made) => {
  screener = made
  return screenNow()
})
