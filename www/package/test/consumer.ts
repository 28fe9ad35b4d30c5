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
