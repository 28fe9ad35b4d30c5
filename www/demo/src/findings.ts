// The list of findings: one card for each mark, with every place where it was found.

import type { Finding, Report } from 'brandlint'
import { inWords } from './categories.js'
import { icon } from './icon.js'
import { fieldWords, goodsWords, howWords, reasonWords, riskWords, useWords } from './wording.js'

export interface FindingsEvents {
  /** The seller wants to see a finding in its field. */
  onPlace(finding: Finding): void
  /** The seller says that they are, or aren't, authorized for a mark. */
  onAuthorize(markId: string, authorized: boolean): void
}

/** Draws the cards of a report into a list; keeps focus and opened details where they are. */
export function drawFindings(list: HTMLElement, report: Report, events: FindingsEvents): void {
  const byMark = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    const same = byMark.get(finding.mark.id)
    if (same === undefined) byMark.set(finding.mark.id, [finding])
    else same.push(finding)
  }
  const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-key]')?.dataset.key
  const open = new Set([...list.querySelectorAll<HTMLElement>('details[open]')].map(({ dataset }) => dataset.key))
  list.replaceChildren(...[...byMark.values()].map((findings) => card(findings, events)))
  for (const details of list.querySelectorAll('details')) details.open = open.has(details.dataset.key)
  if (focused !== undefined) list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus()
}

function card(findings: readonly Finding[], events: FindingsEvents): HTMLElement {
  const worst = findings[0]!
  const { mark, risk, reasons } = worst
  const authorized = reasons.includes('authorized')

  const places = element('ul', 'places')
  for (const finding of findings) {
    const show = element('button', 'place', element('b', '', `“${finding.matched}”`), element('span', '', ` in ${fieldWords(finding.field)}`))
    show.type = 'button'
    show.dataset.field = finding.field
    show.dataset.start = String(finding.start)
    show.dataset.end = String(finding.end)
    show.dataset.key = `${finding.field}:${finding.start}:${mark.id}`
    show.addEventListener('click', () => events.onPlace(finding))
    places.append(element('li', '', show))
  }

  const authorize = element('input')
  authorize.type = 'checkbox'
  authorize.checked = authorized
  authorize.dataset.key = `authorize:${mark.id}`
  authorize.addEventListener('change', () => events.onAuthorize(mark.id, authorize.checked))

  const item = element(
    'li',
    'finding',
    element('p', 'risk', icon(risk), authorized ? 'Authorized' : riskWords[risk]),
    element('h3', '', mark.text),
    ...(mark.owner === '' ? [] : [element('p', 'owner', mark.owner)]),
    places,
    element('p', 'why', worst.message),
    element('ul', 'reasons', ...reasons.map((code) => element('li', '', reasonWords(code)))),
    element('label', 'authorize', authorize, `I’m authorized to sell ${mark.text}`),
    evidence(worst),
  )
  item.dataset.risk = risk
  item.dataset.mark = mark.id
  return item
}

function evidence({ mark, form, how, sight, sound, meaning, goods, use }: Finding): HTMLElement {
  const classes = [...new Set(mark.registrations.flatMap(({ classes }) => classes))].sort((a, b) => a - b)
  const rows: [string, string][] = [
    ['Found as', `${howWords[how]} (${form})`],
    ['Looks alike', percent(sight)],
    ['Sounds alike', percent(sound)],
    ['Means the same', percent(meaning)],
    ['Your goods', goodsWords[goods]],
    ['Your use', useWords[use]],
    ['Registered for', classes.length > 0 ? inWords(classes) : 'Not known'],
  ]
  const facts = element('dl', '', ...rows.map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))))
  const details = element('details', '', element('summary', '', 'Evidence', element('span', 'hidden', ` for ${mark.text}`)), facts)
  details.dataset.key = `evidence:${mark.id}`
  return details
}

function percent(value: number | null): string {
  return value === null ? 'Not compared' : `${Math.round(value * 100)} %`
}

function element<T extends keyof HTMLElementTagNameMap>(tag: T, name = '', ...content: (Node | string)[]): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag)
  if (name !== '') made.className = name
  made.append(...content)
  return made
}
