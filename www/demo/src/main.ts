import './style.css'
import type { BrandLint } from 'brandlint/element'
import 'brandlint/element'
import { categories, inWords } from './categories.js'
import { examples, type Example } from './examples.js'

function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

const form = byId<HTMLFormElement>('listing')
const check = byId<BrandLint>('check-listing')
const category = byId<HTMLSelectElement>('category')

/** Fills the form as a seller would; of what a script writes no event tells. */
function fill(example: Partial<Example>): void {
  // What the seller has answered goes too.
  form.reset()
  const texts = { ...example, 'bullet-1': example.bullets?.[0], 'bullet-2': example.bullets?.[1], 'bullet-3': example.bullets?.[2] }
  for (const [name, text] of Object.entries(texts)) {
    const input = form.elements.namedItem(name)
    if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement || input instanceof HTMLSelectElement) input.value = String(text ?? '')
  }
  byId('published').hidden = true
  showClasses()
  countTitle()
  void check.screen()
}

function showClasses(): void {
  const nice = categories.find(({ name }) => name === category.value)?.nice
  check.listing = nice === undefined ? {} : { category: { nice } }
  byId('category-hint').textContent = nice
    ? `Compared with brands in Nice class ${inWords(nice)}`
    : 'Brands are protected for kinds of goods: choosing one makes the check sharper.'
}

function countTitle(): void {
  byId('title-count').textContent = `${byId<HTMLInputElement>('title').value.length} / 120`
}

check.addEventListener('brandlint-status', ({ detail: { status, screener } }) => {
  const { facts, where, reason } = screener
  const place = where === 'worker' ? 'runs in a worker' : 'runs in the page itself'
  byId('status').textContent = facts === null ? 'Not checking' : `Checking against ${facts.marks.toLocaleString('en')} marks · ${place}`
  byId('unavailable').hidden = status !== 'unavailable'
  byId('unavailable-reason').textContent = reason?.message ?? ''
})
check.addEventListener('brandlint-progress', ({ detail: { step, loaded, total } }) => {
  // An index that is replaced by a newer one is none of the seller's business.
  if (check.status === 'loading') byId('status').textContent = `${step === 'download' ? 'Downloading' : 'Opening'} the brand index: ${Math.floor((100 * loaded) / total)} %`
})
check.addEventListener('brandlint-report', ({ detail: report }) => {
  const names = new Set(report.findings.filter(({ risk }) => risk !== 'none').map(({ mark }) => mark.text))
  byId('jump').firstElementChild!.textContent = `Names to check: ${names.size}`
  byId('jump').hidden = names.size === 0
  byId('report').textContent = JSON.stringify(report, null, 2)
})

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
})
category.addEventListener('change', showClasses)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  byId('published').hidden = false
})
byId('clear').addEventListener('click', () => {
  fill({})
  byId('title').focus()
})
showClasses()
countTitle()
// On a phone a bar leads to the findings; where these are in sight it is in the way.
new IntersectionObserver(([seen]) => byId('jump').classList.toggle('arrived', seen!.isIntersecting)).observe(byId('check'))
