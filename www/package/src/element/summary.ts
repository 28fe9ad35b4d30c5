// What is said of the whole listing in one line.

import { risks } from '../live.js'
import type { Finding, Risk } from '../report.js'
import type { Status } from '../screener.js'
import { say, type Texts } from './language.js'

/** The line, and the risk that it is coloured by. */
export function summaryOf(findings: readonly Finding[], status: Status, empty: boolean, texts: Texts): [text: string, risk: Risk | 'idle'] {
  if (status === 'unavailable' || status === 'loading') return [texts[status], 'idle']
  if (empty) return [texts.idle, 'idle']
  const worst = groups(findings).map(([finding]) => finding!.risk)
  const counts = risks.slice(0, 3).map((risk) => [risk, worst.filter((other) => other === risk).length] as const).filter(([, count]) => count > 0)
  if (counts.length === 0) return [texts.clear, 'none']
  const count = counts.reduce((sum, [, count]) => sum + count, 0)
  return [say(texts.summary, { count, list: counts.map(([risk, count]) => `${texts[risk]}: ${count}`).join(', ') }), counts[0]![0]]
}

/** Findings that concern the seller, by mark, the highest risk first. */
export function groups(findings: readonly Finding[]): Finding[][] {
  const byMark = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.risk === 'none' && !finding.reasons.includes('authorized')) continue
    byMark.set(finding.mark.id, [...(byMark.get(finding.mark.id) ?? []), finding])
  }
  return [...byMark.values()]
}
