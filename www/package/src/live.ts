/**
 * A listing that is being written: the shortest way from a keystroke to a true report. What `<brand-lint>` and
 * `useBrandLint` are built on, for other frameworks.
 *
 * ```ts
 * const live = new LiveListing()
 * live.screener = await createScreener({ index: '/brands.blx' })
 * live.subscribe(() => show(live.report))
 * live.update({ title: 'N1ke running shoes' })
 * ```
 *
 * @module
 */

import type { Facts } from './engine.js'
import type { Finding, Listing, Report, Risk } from './report.js'
import type { Screener } from './screener.js'

/** A pause in typing, in milliseconds, after which what changed is screened. */
export const PAUSE = 150

/** Risks from the highest to none. */
export const risks: readonly Risk[] = ['high', 'medium', 'low', 'none']

/** A report about nothing. */
export const emptyReport: Report = Object.freeze({ risk: 'none', findings: Object.freeze([]) as readonly Finding[] })

/** Keys of a listing that say what the seller writes; the others say where it stands. */
const texts = ['title', 'brand', 'bullets', 'description', 'keywords'] as const

/**
 * Keeps the report of a listing up to date while it is being written.
 *
 * Only fields that changed are screened again, after a pause. Between a keystroke and its answer
 * findings move with their words, and one whose words were edited goes, so that for every finding
 * of `report`, at any time, `text.slice(start, end) === matched`. Answers to older texts are dropped.
 */
export class LiveListing {
  #screener: Screener | null = null
  /** What the screener had in its index: other facts are another index. */
  #facts: Facts | null = null
  #listing: Listing = { title: '' }
  #fields = new Map<string, string>()
  #context = ''
  /** The fields whose findings are the answer to their text. */
  readonly #screened = new Set<string>()
  readonly #findings = new Map<string, readonly Finding[]>()
  #report = emptyReport
  #pending = false
  #pause: ReturnType<typeof setTimeout> | undefined
  #running: AbortController | undefined
  readonly #delay: number
  readonly #listeners = new Set<() => void>()

  constructor(delay = PAUSE) {
    this.#delay = delay
  }

  /** What is known of the listing as it stands. The same object until something changes. */
  get report(): Report {
    return this.#report
  }

  /** Whether something is not screened yet. */
  get pending(): boolean {
    return this.#pending
  }

  /** What screens; null while there is nothing that could. Another one screens everything anew, and so does the same one, set again with another index; once it is unavailable it takes what it found with it. */
  get screener(): Screener | null {
    return this.#screener
  }

  set screener(screener: Screener | null) {
    const facts = screener?.facts ?? null
    if (screener === this.#screener && facts === this.#facts && screener?.status !== 'unavailable') return
    this.#screener = screener
    this.#facts = facts
    this.#forget()
    void this.screen()
  }

  /** Calls `listener` whenever `report` or `pending` has changed, until the function that is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes the listing as it stands now. What changed is screened after a pause. */
  update(listing: Listing): void {
    const fields = fieldsOf(listing)
    const context = JSON.stringify({ ...listing, ...Object.fromEntries(texts.map((key) => [key, undefined])), brand: listing.brand ?? '' })
    const before = this.#fields
    const changed = [...fields].filter(([name, text]) => before.get(name) !== text)
    const gone = [...before.keys()].filter((name) => !fields.has(name))
    if (changed.length === 0 && gone.length === 0 && context === this.#context) return
    // What the brand field names, and where the listing stands, bears on every field.
    if (context !== this.#context) this.#screened.clear()
    this.#listing = listing
    this.#context = context
    this.#fields = fields
    for (const name of gone) {
      this.#screened.delete(name)
      this.#findings.delete(name)
    }
    for (const [name, text] of changed) {
      // Even where it had an answer before: following an edit, findings may have been lost.
      this.#screened.delete(name)
      const findings = this.#findings.get(name)
      if (findings !== undefined) this.#findings.set(name, follow(findings, before.get(name) ?? '', text))
    }
    this.#tell()
    clearTimeout(this.#pause)
    if (this.#pending) this.#pause = setTimeout(() => void this.screen(), this.#delay)
  }

  /** Screens at once what has changed, and resolves to the report; where something else changes meanwhile, to what is known then. */
  async screen(): Promise<Report> {
    clearTimeout(this.#pause)
    const screener = this.#screener
    const asked = this.#unscreened()
    if (screener === null || screener.status === 'unavailable' || asked.size === 0) return this.#report
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    const context = this.#context
    let report: Report
    try {
      report = await screener.screen(only(this.#listing, asked), { signal: running.signal })
    } catch (error) {
      if (running.signal.aborted || (error as Error)?.name === 'AbortError') return this.#report
      throw error
    }
    if (this.#running === running) this.#running = undefined
    if (report.unavailable) this.#forget()
    else if (context === this.#context && screener === this.#screener) {
      for (const [name, text] of asked) {
        if (this.#fields.get(name) !== text) continue
        this.#screened.add(name)
        this.#findings.set(name, report.findings.filter(({ field }) => field === name))
      }
    }
    this.#tell()
    return this.#report
  }

  /** Drops what is being screened, and every listener. */
  dispose(): void {
    this.#listeners.clear()
    clearTimeout(this.#pause)
    this.#running?.abort()
    this.#screener = null
  }

  #forget(): void {
    this.#running?.abort()
    this.#screened.clear()
    this.#findings.clear()
    this.#tell()
  }

  /** The fields whose text has no answer yet. */
  #unscreened(): Map<string, string> {
    return new Map([...this.#fields].filter(([name, text]) => text !== '' && !this.#screened.has(name)))
  }

  #tell(): void {
    // Nothing is to be found in an empty field.
    for (const [name, text] of this.#fields) if (text === '') this.#findings.delete(name)
    const findings = [...this.#fields.keys()].flatMap((name) => this.#findings.get(name) ?? [])
    findings.sort((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk) || b.score - a.score)
    const shown = this.#report.findings
    const same = findings.length === shown.length && findings.every((finding, at) => finding === shown[at])
    const pending = this.#screener !== null && this.#screener.status !== 'unavailable' && this.#unscreened().size > 0
    if (same && pending === this.#pending) return
    if (!same) this.#report = Object.freeze({ risk: findings[0]?.risk ?? 'none', findings: Object.freeze(findings) })
    this.#pending = pending
    for (const listener of [...this.#listeners]) listener()
  }
}

/** Every text of a listing by the name that findings call it, in reading order. */
function fieldsOf(listing: Listing): Map<string, string> {
  const fields = new Map<string, string>()
  for (const key of texts) {
    const value = listing[key]
    if (typeof value === 'string') fields.set(key, value)
    else value?.forEach((text, at) => fields.set(`${key}/${at}`, text))
  }
  return fields
}

/** The listing with the texts of some fields only, and the brand, which bears on all. */
function only(listing: Listing, fields: ReadonlyMap<string, string>): Listing {
  const items = (key: 'bullets' | 'keywords') => listing[key]?.map((_, at) => fields.get(`${key}/${at}`) ?? '') ?? []
  return {
    ...listing,
    title: fields.get('title') ?? '',
    description: fields.get('description') ?? '',
    bullets: items('bullets'),
    keywords: items('keywords'),
  }
}

/** Findings after an edit: those before and behind it move with their words, those that it touches go. */
function follow(findings: readonly Finding[], before: string, after: string): readonly Finding[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const moved = after.length - before.length
  return findings.flatMap((finding) => {
    if (finding.end <= head) return [finding]
    if (finding.start < before.length - tail) return []
    return [Object.freeze({ ...finding, start: finding.start + moved, end: finding.end + moved })]
  })
}
