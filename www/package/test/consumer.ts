// Compiled, never run: the published declarations as a platform's code sees them.
import { createScreener, ScreenerError, type Finding, type Listing, type Report, type Risk } from 'brandlint'

const listing: Listing = { title: 'N1ke running shoes', bullets: ['light'], category: { nice: [25] } }

export async function worst(signal: AbortSignal): Promise<Finding | undefined> {
  await using screener = await createScreener({ index: ['/base.blx', new Uint8Array(4)], signal, onStatus: ({ status }) => void status })
  if (screener.reason instanceof ScreenerError && screener.reason.code === 'segment') return undefined
  const report: Report = await screener.screen(listing, { signal })
  const risk: Risk = report.risk
  // @ts-expect-error reports are read-only
  report.risk = risk
  // @ts-expect-error a listing has a title
  await screener.screen({ brand: 'Nike' })
  // @ts-expect-error an index is needed
  await createScreener({})
  return report.findings[0]
}

// The element's and the hook's.
import type { BrandLint } from 'brandlint/element'
import { BrandLint as Class } from 'brandlint/element-class'
import { createScreener as createInline } from 'brandlint/inline'
import { useBrandLint } from 'brandlint/react'

export function wire(element: BrandLint): Report {
  element.listing = { category: { nice: [25] }, marketplaces: ['US'] }
  element.options = { index: '/base.blx', worker: false }
  element.block = 'high'
  element.addEventListener('brandlint-report', ({ detail }) => void detail.findings[0]?.mark.text)
  document.addEventListener('brandlint-authorize', (event) => (event.detail.authorized ? event.preventDefault() : undefined))
  document.querySelector('brand-lint')?.show
  // @ts-expect-error the texts are in the inputs
  element.listing = { title: 'N1ke' }
  // @ts-expect-error the report is the element's own
  element.report = { risk: 'none', findings: [] }
  return element.report
}

export class Own extends Class {}
export const inline: typeof createScreener = createInline

export function Form(): string {
  const { report, pending, status } = useBrandLint({ title: 'N1ke' }, { index: '/base.blx', delay: 300 })
  useBrandLint({ title: '' }, { screener: null })
  // @ts-expect-error something to screen with is needed
  useBrandLint({ title: '' }, {})
  return pending ? status : report.risk
}

export const attributes: import('react').JSX.IntrinsicElements['brand-lint'] = { index: '/base.blx', nice: '25', listing: { language: 'de' } }
