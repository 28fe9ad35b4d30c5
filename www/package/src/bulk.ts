/**
 * Screening many listings in a row: `for await (const { at, report } of screenAll(screener, listings)) …`
 *
 * @module
 */

import type { Listing, Report } from './report.js'
import type { Screener } from './screener.js'

/** How screening in bulk can be steered. */
export interface BulkOptions {
  /** Gives up: the loop ends with an `AbortError`. */
  signal?: AbortSignal
  /** So many listings are with the screener at a time, for its worker not to wait. Default: 32. */
  ahead?: number
}

/** The answer to one of the listings. */
export interface BulkAnswer {
  /** Which listing, from 0. */
  readonly at: number
  readonly report: Report
}

/**
 * Screens listings in their order. No more of them are taken, and no more reports are held, than are with the screener at a
 * time, however many there are. A listing with a value of the wrong type ends the loop with a `ListingError`.
 */
export async function* screenAll(screener: Screener, listings: Iterable<Listing> | AsyncIterable<Listing>, { signal, ahead = 32 }: BulkOptions = {}): AsyncGenerator<BulkAnswer, void, void> {
  // Ends those that are under way, too, when the loop is left.
  const controller = new AbortController()
  const giveUp = () => controller.abort(signal!.reason)
  if (signal?.aborted) giveUp()
  else signal?.addEventListener('abort', giveUp)
  const under: Promise<Report>[] = []
  let at = 0
  try {
    for await (const listing of listings) {
      controller.signal.throwIfAborted()
      const answer = screener.screen(listing, { signal: controller.signal })
      // One that nobody waits for any more is no error.
      answer.catch(() => {})
      under.push(answer)
      if (under.length >= ahead) yield { at: at++, report: await under.shift()! }
    }
    while (under.length > 0) yield { at: at++, report: await under.shift()! }
  } finally {
    signal?.removeEventListener('abort', giveUp)
    controller.abort()
  }
}
