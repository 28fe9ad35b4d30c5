import { startHere, type Backend, type Where } from './backend.js'
import type { Facts, WasmSource } from './engine.js'
import { deliver } from './delivery.js'
import { codeOf, ScreenerError, textOf } from './error.js'
import type { Setup, Tell } from './protocol.js'
import type { Likeness, Listing, Policy, Report } from './report.js'
import type { IndexSet, IndexSources, Progress } from './source.js'

/**
 * One segment of the brand index: an address, or the bytes themselves.
 * In Node, a string is a path, or a `file:` or `http(s):` URL.
 */
export type IndexSource = string | URL | ArrayBuffer | Uint8Array

/** What `createScreener` needs to know. */
export type ScreenerOptions = IndexOptions & LoadOptions

/** Where the brand index comes from: from files of your own care, or by a manifest. */
export type IndexOptions =
  | {
      /** The brand index: one segment, or several that are searched as one. */
      index: IndexSource | readonly IndexSource[]
      manifest?: undefined
      publicKey?: undefined
    }
  | {
      /** Segments of your own that are searched with the manifest's, such as a private watch list. */
      index?: IndexSource | readonly IndexSource[]
      /**
       * The address of a manifest of `brandlint publish` (in Node, a path too). The index is checked,
       * kept for the next time, and refreshed while it is in use.
       */
      manifest: string | URL
      /** The public key that the manifest is signed with, as `brandlint keygen` prints it; or the old and the new one. */
      publicKey: string | readonly string[]
    }

/** How a screener loads and what it tells. */
export interface LoadOptions {
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
  /** Called with the screener at every change of its `status`, from `loading` on, and when a newer index is in use. */
  onStatus?: (screener: Screener) => void
  /** Called while a manifest's segments are downloaded, and while the index is opened. */
  onProgress?: (progress: Progress) => void
  /** Called with everything that goes wrong, also where the screener goes on. No error has any text of a listing. */
  onError?: (error: ScreenerError) => void
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
  read(source: IndexSource, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** An address as an absolute one. */
  resolve(address: string | URL): string
  /** What is at an absolute address; errors say that it is not `what`. */
  request(url: string, what: string, init: RequestInit): Promise<Response>
  /** The wasm, compiled. */
  wasm(source: WasmSource | undefined): Promise<WebAssembly.Module>
  /** Starts a worker; rejects with code `worker` when there can be none. */
  startWorker?(
    url: string | URL | undefined,
    setup: Promise<Setup>,
    tell: Tell,
    onFailure: (error: ScreenerError) => void,
  ): Promise<Backend>
}

interface Job {
  listing: string
  resolve(report: Report): void
  reject(error: unknown): void
}

/** After so long without a failure, a minute more than the longest pause, the next one is the first again, in milliseconds. */
const HEALTHY = 660_000
/** How long it takes after the first failure to try again; four times as long after each other. */
const FIRST_RETRY = 1000
/** The longest that is waited. */
const LAST_RETRY = 600_000

/** Screens listings against a brand index. Made by `createScreener`. */
export class Screener {
  readonly #options: ScreenerOptions
  readonly #platform: Platform
  /** Aborted when the screener is disposed of. */
  readonly #life = new AbortController()
  #status: Status = 'loading'
  #reason: ScreenerError | null = null
  #facts: Facts | null = null
  #serial: number | null = null
  #backend: Backend | null = null
  #sources: IndexSources | null = null
  /** The requests, in order. The first one is being worked on; none of the others has been begun. */
  readonly #jobs: Job[] = []
  #working = false
  #next: (() => Promise<void>) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #failed = 0
  /** Segments that the page gives. */
  readonly #own: readonly IndexSource[]
  readonly #progress = (progress: Progress) => call(() => this.#options.onProgress?.(progress))

  private constructor(options: ScreenerOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
    this.#own = [options.index ?? []].flat() as IndexSource[]
    globalThis.addEventListener?.('online', () => this.#timer && this.#status !== 'ready' && this.#later(0), { signal: this.#life.signal })
  }

  /** @internal */
  static async create(options: ScreenerOptions, platform: Platform): Promise<Screener> {
    const { signal } = options
    signal?.throwIfAborted()
    const screener = new Screener(options, platform)
    screener.#tell()
    try {
      await unlessAborted(signal, screener.#start())
    } catch (error) {
      void screener.dispose()
      throw error
    }
    return screener
  }

  /** Whether listings are screened. */
  get status(): Status {
    return this.#status
  }

  /** Why the screener is `unavailable`; null while it isn't. It tries again by itself. */
  get reason(): ScreenerError | null {
    return this.#reason
  }

  /** Where the work is done; null before it is known and when unavailable. */
  get where(): Where | null {
    return this.#backend?.where ?? null
  }

  /** The serial of the manifest whose index is in use; null before, and where there is no manifest. */
  get serial(): number | null {
    return this.#serial
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
    this.#life.signal.throwIfAborted()
    // As JSON, because a form's state is often a proxy, which can't be posted to a worker.
    const json = toJson(listing)
    if (!this.#backend) return unscreened(json)

    let job: Job
    const answer = new Promise<Report>((resolve, reject) => {
      this.#jobs.push((job = { listing: json, resolve, reject }))
    })
    void this.#work()
    return unlessAborted(signal, answer, () => {
      // One that has begun stays, and its answer goes nowhere: the next must not begin before.
      const at = this.#jobs.indexOf(job)
      if (at > 0 || (at === 0 && !this.#working)) this.#jobs.splice(at, 1)
    })
  }

  /**
   * How alike two marks are: by themselves, and in meaning where the index lists translations. It is
   * `brandlint compare -i INDEX` in the page.
   * Nothing while the screener is unavailable.
   */
  async compare(...marks: [a: string, b: string]): Promise<Likeness | undefined> {
    return freeze(await this.#backend?.ask('compare', marks))
  }

  /** Ends the worker and gives the memory back. Requests without an answer reject with an `AbortError`. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return
    this.#life.abort()
    this.#close(new ScreenerError('disposed', 'disposed'))
    clearTimeout(this.#timer)
    for (const job of this.#jobs.splice(0)) job.reject(this.#life.signal.reason)
  }

  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }

  get #isDisposed(): boolean {
    return this.#life.signal.aborted
  }

  /** From nothing, or from a failure, to an open index. Never rejects. */
  async #start(): Promise<void> {
    this.#timer = undefined
    let backend: Promise<Backend> | undefined
    try {
      this.#sources ??= this.#find()
      // The bytes arrive while the worker starts.
      backend = this.#startBackend()
      backend.catch(() => {})
      await this.#sources.first(async (set) => this.#use(set, await backend!))
    } catch (error) {
      // Only a backend with an open index is in use.
      const idle = await backend?.catch(() => null)
      if (this.#backend !== idle) idle?.close()
      this.#fail(error)
    }
  }

  /** Opens a set, in the place of the one that is in use. */
  async #use({ segments, serial, expires, due, wait }: IndexSet, backend: Backend): Promise<void> {
    const own = await Promise.all(this.#own.map((source) => this.#platform.read(source, this.#life.signal)))
    const facts = await backend.ask('open', [...segments, ...own])
    if (this.#isDisposed) return backend.close()
    this.#backend = backend
    this.#facts = facts
    this.#serial = serial
    this.#reason = null
    this.#become(Date.now() < expires ? 'ready' : 'stale')
    if (!this.#sources?.next) return
    // A clock that was wrong must not put it off for ever.
    this.#later(Math.min(due - Date.now(), expires - Date.now(), wait), () => this.#refresh(backend, expires, wait))
  }

  /** Looks for a newer set than the one in use. */
  async #refresh(backend: Backend, expires: number, wait: number): Promise<void> {
    this.#timer = undefined
    let pause = wait
    try {
      const isNew = await this.#sources!.next!((set) => this.#use(set, backend))
      if (this.#backend !== backend || isNew) return
      this.#failures = 0
      if (this.#status === 'stale' && Date.now() < expires) this.#become('ready')
    } catch (error) {
      if (this.#backend !== backend) return
      const code = codeOf(error, 'wasm')
      if (code === 'wasm' || code === 'worker') return this.#fail(error)
      this.#report(error)
      // Without an answer from the server the index is good until it expires.
      if (code !== 'network' || Date.now() >= expires) this.#become('stale')
      pause = Math.min(wait, this.#patience())
    }
    this.#later(pause, () => this.#refresh(backend, expires, wait))
  }

  #find(): IndexSources {
    const { manifest, publicKey } = this.#options
    if (manifest !== undefined) {
      return deliver({
        url: this.#platform.resolve(manifest),
        keys: [publicKey ?? []].flat(),
        request: this.#platform.request,
        signal: this.#life.signal,
        onProgress: this.#progress,
        onError: (error) => this.#report(error),
      })
    }
    if (!this.#own[0]) {
      throw new ScreenerError('segment', '`index` is missing')
    }
    return { first: (use) => use({ segments: [], serial: null, expires: Infinity, due: Infinity, wait: Infinity }) }
  }

  async #startBackend(): Promise<Backend> {
    const { worker, workerUrl, wasm, policy } = this.#options
    const tell = (loaded: number) => this.#progress({ step: 'open', loaded, total: 1 })
    const setup = this.#platform.wasm(wasm).then(
      (wasm) => ({ wasm, policy }),
      (error) => {
        throw new ScreenerError('wasm', "the wasm can't be loaded", error)
      },
    )
    try {
      const started = worker !== false && (await this.#platform.startWorker?.(workerUrl, setup, tell, (error) => this.#fail(error)))
      if (started) return started
    } catch (error) {
      if (codeOf(error, 'wasm') !== 'worker') throw error
      this.#report(error)
    }
    return startHere(setup, tell)
  }

  /** Does the jobs one after the other, so that one that is given up in time is never begun. */
  async #work(): Promise<void> {
    // Whoever asks may still think better of it in the same turn.
    await null
    if (this.#working) return
    this.#working = true
    for (let job, untaught; this.#backend && (job = this.#jobs[0]); ) {
      try {
        // Where messages can't be fetched English is better than nothing.
        if (untaught) await this.#backend.ask('teach', await import('./messages.js').then((file) => file.default, () => ''))
        untaught = false
        job.resolve(freeze(await this.#backend.ask('screen', job.listing)))
      } catch (error) {
        const code = codeOf(error, 'wasm')
        if ((untaught = (code as string) === 'messages')) continue
        if (code === 'listing') job.reject(error)
        else this.#fail(error)
      }
      if (this.#jobs[0] === job) this.#jobs.shift()
    }
    this.#working = false
  }

  /** The screener can't go on, and tries again later. */
  #fail(error: unknown): void {
    if (this.#isDisposed || (!this.#backend && this.#reason && this.#timer)) return
    const reason = this.#report(error)
    this.#close(reason)
    for (const job of this.#jobs.splice(0)) job.resolve(unscreened(job.listing))
    this.#tell()
    this.#later(this.#patience(), () => this.#start())
  }

  /** How long to leave alone what has failed. */
  #patience(): number {
    if (Date.now() - this.#failed > HEALTHY) this.#failures = 0
    this.#failed = Date.now()
    return Math.min(FIRST_RETRY * 4 ** this.#failures++, LAST_RETRY)
  }

  /** Does something after a pause, in the place of what was to be done. */
  #later(pause: number, run?: () => Promise<void>): void {
    this.#next = run ?? this.#next
    clearTimeout(this.#timer)
    // A longer pause than a timer can have is cut; it is only asked earlier.
    this.#timer = setTimeout(() => void this.#next?.(), Math.min(Math.max(pause, FIRST_RETRY), 2e9))
    // In Node nothing waits for it.
    ;(this.#timer as { unref?: () => void }).unref?.()
  }

  /** Tells the page of an error. */
  #report(error: unknown): ScreenerError {
    const known = error instanceof ScreenerError ? error : new ScreenerError('wasm', textOf(error))
    if (!this.#isDisposed) call(() => this.#options.onError?.(known))
    return known
  }

  #become(status: Status): void {
    this.#status = status
    this.#tell()
  }

  #close(reason: ScreenerError): void {
    this.#status = 'unavailable'
    this.#reason = reason
    this.#facts = null
    this.#serial = null
    const backend = this.#backend
    this.#backend = null
    try {
      backend?.close()
    } catch {
      // An engine that has stopped can't always give its memory back.
    }
  }

  #tell(): void {
    call(() => this.#options.onStatus?.(this))
  }
}

/** Waits for a promise, until the signal says to give it up. */
async function unlessAborted<T>(signal: AbortSignal | undefined, promise: Promise<T>, giveUp?: () => void): Promise<T> {
  let stop
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        stop = () => {
          giveUp?.()
          reject(signal!.reason)
        }
        signal?.addEventListener('abort', stop)
      }),
    ])
  } finally {
    signal?.removeEventListener('abort', stop!)
  }
}

/** Calls the page. Its mistakes must neither break the screener nor be lost. */
function call(page: () => void): void {
  try {
    page()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

function toJson(listing: Listing): string {
  try {
    return JSON.stringify(listing) ?? 'null'
  } catch (error) {
    throw new ScreenerError('listing', "the listing is no JSON", error)
  }
}

function unscreened(listing: string): Report {
  const id: unknown = (JSON.parse(listing) as Listing | null)?.id
  return freeze({ ...(typeof id === 'string' && { id }), risk: 'none', findings: [], unavailable: true })
}

/** Freezes a tree of plain objects and arrays. */
function freeze<T>(value: T): T {
  if (Object(value) === value) {
    Object.values(value as object).forEach(freeze)
    Object.freeze(value)
  }
  return value
}
