import { startHere, type Backend, type Where } from './backend.js'
import type { Facts, WasmSource } from './engine.js'
import { ScreenerError, textOf } from './error.js'
import type { Listing, Policy, Report } from './report.js'

/**
 * One segment of the brand index: an address, or the bytes themselves.
 * In Node, a string is a path, or a `file:` or `http(s):` URL.
 */
export type IndexSource = string | URL | ArrayBuffer | Uint8Array

/** What `createScreener` needs to know. */
export interface ScreenerOptions {
  /** The brand index: one segment, or several that are searched as one. */
  index: IndexSource | readonly IndexSource[]
  /** The platform's settings. A wrong one makes the screener `unavailable`, with code `policy`. */
  policy?: Policy
  /**
   * Whether to screen in a worker. Default: true in browsers. Where no worker can be had, the
   * main thread does the work; `screener.where` tells. In Node it is always the main thread.
   */
  worker?: boolean
  /** The wasm, when it isn't to be taken from its place in the package. */
  wasm?: WasmSource
  /**
   * The worker's script, when it isn't to be taken from its place in the package. On a page that
   * asks for Trusted Types this has to be a `TrustedScriptURL` of the page's own policy.
   */
  workerUrl?: string | URL
  /** Gives up loading: `createScreener` then rejects with an `AbortError`. */
  signal?: AbortSignal
  /** Called with the screener at every change of its `status`, from `loading` on. */
  onStatus?: (screener: Screener) => void
}

/** How a single call to `screen` can be steered. */
export interface ScreenOptions {
  /** Gives the request up: it rejects with an `AbortError` at once. */
  signal?: AbortSignal | undefined
}

/**
 * - `loading`: not yet to be used
 * - `ready`: listings are screened
 * - `stale`: listings are screened, with an index that should have been replaced
 * - `unavailable`: listings are not screened; `reason` says why
 */
export type Status = 'loading' | 'ready' | 'stale' | 'unavailable'

/** What differs between the browser and Node. */
export interface Platform {
  /** The bytes of a segment, in a buffer of their own. */
  read(source: IndexSource, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** The wasm as the engine can take it. */
  wasm(source: WasmSource | undefined): Promise<WasmSource>
  /** Starts a worker; rejects with code `worker` when there can be none. */
  startWorker?(
    url: string | URL | undefined,
    wasm: WasmSource,
    onFailure: (error: ScreenerError) => void,
  ): Promise<Backend>
}

interface Job {
  listing: string
  resolve(report: Report): void
  reject(error: unknown): void
}

/** Screens listings against a brand index. Made by `createScreener`. */
export class Screener {
  #status: Status = 'loading'
  #reason: ScreenerError | null = null
  #facts: Facts | null = null
  #backend: Backend | null = null
  readonly #onStatus: ((screener: Screener) => void) | undefined
  /** The requests, in order. The first one is being worked on; none of the others has been begun. */
  readonly #jobs: Job[] = []
  #working = false

  private constructor(options: ScreenerOptions) {
    this.#onStatus = options.onStatus
  }

  /** @internal */
  static async create(options: ScreenerOptions, platform: Platform): Promise<Screener> {
    const { signal } = options
    signal?.throwIfAborted()
    const screener = new Screener(options)
    screener.#tell()
    const loading = screener.#load(options, platform)
    let giveUp: (() => void) | undefined
    try {
      await Promise.race([
        loading,
        new Promise((_, reject) => signal?.addEventListener('abort', (giveUp = () => reject(signal.reason)))),
      ])
    } catch (error) {
      if (signal?.aborted) {
        loading.catch(() => {})
        void screener.dispose()
        throw signal.reason
      }
      screener.#fail(error instanceof ScreenerError ? error : new ScreenerError('wasm', textOf(error), { cause: error }))
    } finally {
      if (giveUp) signal?.removeEventListener('abort', giveUp)
    }
    return screener
  }

  /** Whether listings are screened. */
  get status(): Status {
    return this.#status
  }

  /** Why the screener is `unavailable`; null while it isn't. */
  get reason(): ScreenerError | null {
    return this.#reason
  }

  /** Where the work is done; null before it is known and when unavailable. */
  get where(): Where | null {
    return this.#backend?.where ?? null
  }

  /** What is in the index; null before it is open and when unavailable. */
  get facts(): Facts | null {
    return this.#facts
  }

  /**
   * Screens one listing as it is at the moment of the call. Requests are answered in order.
   *
   * It rejects for two reasons only: with an `AbortError` when `signal` says so or the screener
   * is disposed of, and with a `ListingError` that names the key when a value has the wrong type.
   * While the screener is unavailable it resolves to an empty report that is marked `unavailable`:
   * the form goes on working. Reports are plain, deeply frozen objects.
   */
  async screen(listing: Listing, { signal }: ScreenOptions = {}): Promise<Report> {
    signal?.throwIfAborted()
    if (this.#reason?.code === 'disposed') throw aborted()
    // As JSON, because a form's state is often a proxy, which can't be posted to a worker.
    const json = toJson(listing)
    if (this.#backend === null) return unscreened(json)

    let giveUp: (() => void) | undefined
    try {
      return await new Promise<Report>((resolve, reject) => {
        const job: Job = { listing: json, resolve, reject }
        giveUp = () => {
          // One that has begun stays, and its answer goes nowhere: the next must not begin before.
          const at = this.#jobs.indexOf(job)
          if (at > 0 || (at === 0 && !this.#working)) this.#jobs.splice(at, 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp)
        this.#jobs.push(job)
        void this.#work()
      })
    } finally {
      if (giveUp) signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Ends the worker and gives the memory back. Requests without an answer reject with an `AbortError`. */
  async dispose(): Promise<void> {
    if (this.#reason?.code === 'disposed') return
    this.#close(new ScreenerError('disposed', 'the screener was disposed of'))
    for (const job of this.#jobs.splice(0)) job.reject(aborted())
  }

  /** The same, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }

  async #load(options: ScreenerOptions, platform: Platform): Promise<void> {
    const { signal } = options
    const sources = Array.isArray(options.index) ? (options.index as readonly IndexSource[]) : [options.index as IndexSource]
    if (sources.length === 0 || sources.some((source) => source === undefined || source === null)) {
      throw new ScreenerError('segment', '`index` is missing: give the address or the bytes of a brand index')
    }
    // The bytes arrive while the worker starts.
    const reading = Promise.all(sources.map((source) => platform.read(source, signal)))
    reading.catch(() => {})
    const backend = await this.#start(options, platform)
    if (this.#reason !== null) return backend.close()
    this.#backend = backend
    if (options.policy !== undefined) await backend.policy(options.policy)
    for (const segment of await reading) this.#facts = await backend.open(segment)
    if (this.#reason !== null) return
    this.#status = 'ready'
    this.#tell()
  }

  async #start(options: ScreenerOptions, platform: Platform): Promise<Backend> {
    const wasm = await platform.wasm(options.wasm)
    if (platform.startWorker !== undefined && options.worker !== false) {
      try {
        return await platform.startWorker(options.workerUrl, wasm, (error) => this.#fail(error))
      } catch (error) {
        if (!(error instanceof ScreenerError) || error.code !== 'worker') throw error
      }
    }
    return startHere(wasm)
  }

  /** Does the jobs one after the other, so that one that is given up in time is never begun. */
  async #work(): Promise<void> {
    if (this.#working) return
    // Whoever asks may still think better of it in the same turn.
    await null
    if (this.#working) return
    this.#working = true
    for (let job; this.#backend !== null && (job = this.#jobs[0]) !== undefined; ) {
      try {
        job.resolve(freeze(await this.#backend.screen(job.listing)))
      } catch (error) {
        if (error instanceof ScreenerError && error.code !== 'listing') this.#fail(error)
        else job.reject(error)
      }
      if (this.#jobs[0] === job) this.#jobs.shift()
    }
    this.#working = false
  }

  #fail(reason: ScreenerError): void {
    if (this.#reason !== null) return
    this.#close(reason)
    for (const job of this.#jobs.splice(0)) job.resolve(unscreened(job.listing))
    this.#tell()
  }

  #close(reason: ScreenerError): void {
    this.#status = 'unavailable'
    this.#reason = reason
    this.#facts = null
    const backend = this.#backend
    this.#backend = null
    try {
      backend?.close()
    } catch {
      // An engine that has stopped can't always give its memory back.
    }
  }

  #tell(): void {
    try {
      this.#onStatus?.(this)
    } catch (error) {
      // The page's mistake; it must neither break the screener nor be lost.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

function toJson(listing: Listing): string {
  try {
    return JSON.stringify(listing) ?? 'null'
  } catch (error) {
    throw new ScreenerError('listing', `the listing can't be written as JSON: ${textOf(error)}`, { cause: error })
  }
}

function unscreened(listing: string): Report {
  const id: unknown = (JSON.parse(listing) as Listing | null)?.id
  return freeze({ ...(typeof id === 'string' && { id }), risk: 'none', findings: [], unavailable: true })
}

function aborted(): DOMException {
  return new DOMException('the screener was disposed of', 'AbortError')
}

/** Freezes a tree of plain objects and arrays. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze)
    Object.freeze(value)
  }
  return value
}
