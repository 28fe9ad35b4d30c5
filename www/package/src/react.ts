/**
 * brandlint for React: `const { report } = useBrandLint({ title, description }, { index: '/brands.blx' })`.
 *
 * @module
 */

import { useEffect, useMemo, useSyncExternalStore, type DetailedHTMLProps, type HTMLAttributes } from 'react'
import type { BrandLint, ListingContext } from './element/brand-lint.js'
import { emptyReport, LiveListing } from './live.js'
import type { Listing, Report } from './report.js'
import type { Screener, Status } from './screener.js'
import { keyOf, share, type SharedOptions } from './shared.js'

export type { SharedOptions } from './shared.js'
export type * from './report.js'
export type { Screener, ScreenerOptions, Status } from './screener.js'

/** What the hook needs to know: what to screen with, or a screener that is yours. */
export type BrandLintOptions = (SharedOptions | { screener: Screener | null }) & {
  /** A pause in typing, in milliseconds, after which what changed is screened. Default: 150. */
  delay?: number
}

/** What is known of the listing. The same object until something changes. */
export interface BrandLintState {
  /** What was found in the listing as it was given last. */
  readonly report: Report
  /** Whether something of it is not screened yet. */
  readonly pending: boolean
  /** Whether listings are screened. */
  readonly status: Status
  /** What screens; null before it is there. */
  readonly screener: Screener | null
}

const start: BrandLintState = Object.freeze({ report: emptyReport, pending: false, status: 'loading', screener: null })

/** A listing and its screener as React wants to have them: to be subscribed to, with snapshots. */
class Store {
  readonly live: LiveListing
  #state = start
  #screener: Screener | null = null
  readonly #listeners = new Set<() => void>()

  constructor(delay: number | undefined) {
    this.live = new LiveListing(delay)
    this.live.subscribe(() => this.#tell())
  }

  use(screener: Screener | null): void {
    this.#screener = screener
    this.live.screener = screener?.status === 'loading' ? null : screener
    this.#tell()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): BrandLintState => this.#state

  #tell(): void {
    const { report, pending } = this.live
    const screener = this.#screener
    const status = screener?.status ?? 'loading'
    const { report: lastReport, pending: lastPending, status: lastStatus, screener: lastScreener } = this.#state
    if (report === lastReport && pending === lastPending && status === lastStatus && screener === lastScreener) return
    this.#state = Object.freeze({ report, pending, status, screener })
    for (const listener of [...this.#listeners]) listener()
  }
}

/**
 * Screens a listing while it is being written; only the fields that changed, after a pause. Components with equal options
 * share a screener and its worker. On a server nothing is loaded, and the report is empty.
 */
export function useBrandLint(fields: Listing, options: BrandLintOptions): BrandLintState {
  const { delay, ...rest } = options
  const own = 'screener' in rest ? rest.screener : undefined
  const store = useMemo(() => new Store(delay), [delay])
  // Options are written in place at every rendering: what they say counts, not which object it is.
  const said = own === undefined ? keyOf(rest as SharedOptions) : ''
  useEffect(() => {
    const end = own === undefined ? share(rest as SharedOptions, (screener) => store.use(screener)) : store.use(own)
    return () => {
      end?.()
      store.use(null)
    }
  }, [store, own, said])
  useEffect(() => store.live.update(fields))
  return useSyncExternalStore(store.subscribe, store.snapshot, () => start)
}

/** The attributes and properties of `<brand-lint>` in JSX. */
export interface BrandLintAttributes extends DetailedHTMLProps<HTMLAttributes<BrandLint>, BrandLint> {
  index?: string
  manifest?: string
  'public-key'?: string
  nice?: string
  marketplaces?: string
  authorizations?: string
  block?: 'high' | 'medium' | 'low'
  list?: 'none'
  /** Set as properties, from React 19 on. */
  listing?: ListingContext
  options?: SharedOptions
  screener?: Screener | null
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'brand-lint': BrandLintAttributes
    }
  }
}
