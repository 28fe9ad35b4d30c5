// One editor of the page: reading it, marking its words in place.

import type { Finding, Risk } from '../report.js'
import { risks } from '../live.js'
import type { Editor } from './listing-fields.js'

/** Words to be marked, in UTF-16 code units of the editor's text. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly risk: Risk
}

/** An editor whose words can be marked in place. */
export interface Field {
  readonly editor: Editor
  /** The text as it stands. */
  read(): string
  /** Marks these words, and no others. */
  paint(spans: readonly Span[]): void
  /** Puts the marks where the words are now. `restyle` where the type may be another, too. */
  align(restyle: boolean): void
  /** Focuses the editor and selects these words. */
  select(start: number, end: number): void
  /** Ends what the field does to the page. */
  release(): void
}

/** The words to be marked of findings, in reading order; where findings overlap the higher risk shows. */
export function spansOf(findings: readonly Finding[]): Span[] {
  const shown: Span[] = []
  const ranked = [...findings].sort((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk))
  for (const { start, end, risk } of ranked) {
    if (risk !== 'none' && shown.every((other) => end <= other.start || start >= other.end)) shown.push({ start, end, risk })
  }
  return shown.sort((a, b) => a.start - b.start)
}
