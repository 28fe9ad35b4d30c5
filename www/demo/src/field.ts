// A text field whose words can be marked in place. Behind the transparent field
// lies a mirror with the same text in the same type; only its marks are seen.

import type { Finding, Risk } from 'brandlint'
import { icon } from './icon.js'
import { riskWords } from './wording.js'

interface Span {
  start: number
  end: number
  risk: Risk
}

const order: readonly Risk[] = ['none', 'low', 'medium', 'high']

export class Field {
  /** What findings call it: `title`, `bullets/0`, … */
  readonly name: string
  readonly input: HTMLInputElement | HTMLTextAreaElement
  readonly #mirror: HTMLElement
  readonly #note: HTMLElement
  #spans: readonly Span[] = []
  #text = ''

  /** Takes over an input or textarea that stands in a `.ink` with a `.mirror`, and the note that describes it. */
  constructor(name: string, input: HTMLInputElement | HTMLTextAreaElement, note: HTMLElement) {
    this.name = name
    this.input = input
    this.#note = note
    this.#mirror = input.parentElement!.querySelector<HTMLElement>('.mirror > span')!
    input.addEventListener('input', () => this.#follow())
    for (const event of ['scroll', 'keydown', 'keyup', 'select', 'pointerup', 'focus', 'blur']) {
      input.addEventListener(event, () => requestAnimationFrame(() => this.#align()))
    }
  }

  get value(): string {
    return this.input.value
  }

  set value(text: string) {
    this.input.value = text
    this.#spans = []
    this.#paint()
  }

  /** Shows the findings in this field: marks in place, and a line below. */
  show(findings: readonly Finding[]): void {
    this.#spans = flatten(findings)
    this.#paint()
    const worst = findings[0]
    const marked = worst !== undefined && worst.risk !== 'none'
    this.#note.replaceChildren()
    this.#note.dataset.risk = worst?.risk ?? 'none'
    this.#note.hidden = !marked
    this.input.classList.toggle('has-findings', marked)
    if (!marked) return
    const names = [...new Set(findings.filter(({ risk }) => risk !== 'none').map(({ mark }) => mark.text))]
    const listed = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
    this.#note.append(icon(worst.risk), `${riskWords[worst.risk]}: ${listed}`)
  }

  /** Puts the caret where a finding is, with its words selected. */
  select({ start, end }: { start: number; end: number }): void {
    this.input.focus()
    this.input.setSelectionRange(start, end)
    this.input.scrollIntoView({ block: 'nearest' })
    this.#reveal()
  }

  /** Selecting doesn't scroll a one-line field: bring the mark into view. */
  #reveal(): void {
    const { input } = this
    const mark = [...this.#mirror.querySelectorAll('mark')].find(
      ({ dataset }) => Number(dataset.start) === input.selectionStart,
    )
    if (input instanceof HTMLInputElement && mark !== undefined) {
      const from = mark.offsetLeft
      const visible = input.clientWidth
      if (from < input.scrollLeft || from + mark.offsetWidth > input.scrollLeft + visible - 24) {
        input.scrollLeft = Math.max(0, from - visible / 3)
      }
    }
    this.#align()
  }

  /** Between a keystroke and its report, marks move with the text around the edit; one that was edited goes. */
  #follow(): void {
    const before = this.#text
    const after = this.input.value
    const shorter = Math.min(before.length, after.length)
    let head = 0
    while (head < shorter && before[head] === after[head]) head++
    let tail = 0
    while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
    const moved = after.length - before.length
    this.#spans = this.#spans.flatMap((span) => {
      if (span.end <= head) return [span]
      if (span.start >= before.length - tail) return [{ ...span, start: span.start + moved, end: span.end + moved }]
      return []
    })
    this.#paint()
  }

  #paint(): void {
    const text = (this.#text = this.input.value)
    const parts: Node[] = []
    let at = 0
    for (const { start, end, risk } of this.#spans) {
      const mark = document.createElement('mark')
      mark.dataset.risk = risk
      mark.dataset.start = String(start)
      mark.textContent = text.slice(start, end)
      parts.push(document.createTextNode(text.slice(at, start)), mark)
      at = end
    }
    // A last line that is empty has no height of its own.
    parts.push(document.createTextNode(`${text.slice(at)}\u200b`))
    this.#mirror.replaceChildren(...parts)
    this.#align()
  }

  #align(): void {
    if (this.input instanceof HTMLInputElement) this.#mirror.style.transform = `translateX(${-this.input.scrollLeft}px)`
  }
}

/** Spans without overlaps, in reading order; where findings overlap the higher risk shows. */
function flatten(findings: readonly Finding[]): Span[] {
  const shown: Span[] = []
  const ranked = [...findings].sort((a, b) => order.indexOf(b.risk) - order.indexOf(a.risk))
  for (const { start, end, risk } of ranked) {
    if (shown.every((other) => end <= other.start || start >= other.end)) shown.push({ start, end, risk })
  }
  return shown.sort((a, b) => a.start - b.start)
}
