// A platform's manifest and the segments that it points at: fetched, checked,
// kept. Nothing here is given to wasm before its signature, expiry, serial, size, hash and format
// were found good.

import { codeOf, ScreenerError } from './error.js'
import type { IndexSources, Progress, Use } from './source.js'

/** Format and folding of the segments that this package's wasm reads; set when the package is built. */
declare const READS: string

/** The most bytes of a manifest. */
const MOST_BYTES = 65536
/** A transfer from which so long nothing comes has broken off, in milliseconds. */
const PATIENCE = 30_000
/** How often a transfer that broke off is taken up again. */
const RESUMES = 3
/** How often what has come of a file is kept, in milliseconds, for the page may be left. */
const KEEPING = 5000

interface Entry {
  url: string
  bytes: number
  sha256: string
  format: number
  folding: string
}

interface Manifest {
  format: number
  serial: number
  created: string
  expires: string
  wait: number
  segments: Entry[]
  ways: number[][]
}

/** What delivery needs of its surroundings. */
export interface Delivery {
  /** The manifest's absolute address. */
  url: string
  /** Public keys as `brandlint keygen` prints them. */
  keys: readonly string[]
  /** Fetches; rejects with a `ScreenerError` where there is no good answer. */
  request(url: string, what: string, init: RequestInit): Promise<Response>
  signal: AbortSignal
  onProgress(progress: Progress): void
  /** Told of what goes wrong without stopping anything. */
  onError(error: ScreenerError): void
}

type Bytes = Uint8Array<ArrayBuffer>

/** Where files are kept. */
export type Store = Pick<Cache, 'put'> & {
  match(url: string): Promise<Response | undefined>
  keys(): Promise<readonly { url: string }[]>
  delete(url: string): Promise<unknown>
}

/** What the store has. */
interface Kept {
  manifest: Manifest
  /** Nothing where they are not all there. */
  segments: Bytes[] | undefined
  /** When the server was asked, in milliseconds. */
  checked: number
}

export function deliver({ url, keys, request, signal, onProgress, onError }: Delivery): IndexSources {
  /** The serial of the set that is in use. */
  let serial = 0
  /** The highest that was in use: nothing lower is taken. */
  let highest = 0
  /** The latest time that a good manifest was made at: it can't be earlier now. */
  let created = 0
  const isExpired = ({ expires }: Manifest) => Date.parse(expires) <= Math.max(Date.now(), created)
  const hrefOf = (entry: Entry) => new URL(entry.url, url).href

  const refuse = (code: ScreenerError['code'], what: string, cause?: unknown) => new ScreenerError(code, `${url}: ${what}`, cause)
  const unstored = (error: unknown) => onError(refuse('storage', "it can't be kept", error))

  /** A good manifest: one of its signatures is by one of the keys. */
  async function check(file: string): Promise<Manifest> {
    let why
    try {
      const { signed, signatures } = JSON.parse(file) as { signed: string; signatures: string[] }
      const message = new TextEncoder().encode(`brandlint manifest 1\n${signed}`)
      for (const key of keys) {
        const [name, digits] = key.split(':')
        const algorithm = name === 'p256' ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } : { name: 'Ed25519' }
        try {
          const known = await crypto.subtle.importKey('raw', decoded(digits!), algorithm, false, ['verify'])
          for (const signature of signatures.slice(0, 8)) {
            if (await crypto.subtle.verify(algorithm, known, decoded(signature), message)) return JSON.parse(signed) as Manifest
          }
        } catch (error) {
          // A browser may know one algorithm and not the other.
          why = error
        }
      }
    } catch {
      throw refuse('manifest', 'no manifest')
    }
    throw refuse('signature', 'no signature by your key', why)
  }

  /** The store, where there is one: not in Node, not in every private window. */
  async function openStore(): Promise<Store | undefined> {
    // A page with another version of brandlint has a store of its own.
    const name = `brandlint ${READS} ${url}`
    try {
      return await caches.open(name)
    } catch {
      try {
        return globalThis.indexedDB && (await (await import('./database.js')).openDatabase(name))
      } catch (error) {
        unstored(error)
      }
    }
  }

  async function isGood({ bytes, sha256 }: Entry, segment: Bytes): Promise<boolean> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', segment))
    return segment.length === bytes && hash.every((byte, at) => byte === parseInt(sha256.slice(at * 2, at * 2 + 2), 16))
  }

  /** The segments of the first way for which each can be had: from the store, and else where `fetches` says so. */
  async function gather(manifest: Manifest, store: Store | undefined, fetches?: (entry: Entry, each: (at: number) => void) => Promise<Bytes>): Promise<Bytes[]> {
    let failure: unknown
    for (const way of manifest.ways) {
      if (failure && fetches) onError(failure as ScreenerError)
      try {
        const entries = way.map((at) => manifest.segments[at]!)
        const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
        let loaded = 0
        const segments = []
        for (const entry of entries) {
          const made = `${entry.format} ${entry.folding}`
          if (made !== READS) throw refuse('format', `the index is of format ${made} instead of ${READS}`)
          const stored = await bytesOf(store, hrefOf(entry))
          if (stored && (await isGood(entry, stored))) {
            segments.push(stored)
          } else {
            if (stored) unstored('damaged')
            if (!fetches) throw undefined
            segments.push(await fetches(entry, (at) => onProgress({ step: 'download', loaded: loaded + at, total })))
          }
          loaded += entry.bytes
        }
        return segments
      } catch (error) {
        failure = error
        if (signal.aborted) break
      }
    }
    throw failure
  }

  async function bytesOf(store: Store | undefined, href: string): Promise<Bytes | undefined> {
    const found = (await store?.match(href).catch(unstored)) || undefined
    return found && new Uint8Array(await found.arrayBuffer())
  }

  /** Has a set used: what is newer counts from then on. */
  async function give(use: Use, manifest: Manifest, segments: Bytes[], checked: number): Promise<void> {
    const wait = manifest.wait * 1000
    await use({ segments, serial: manifest.serial, expires: Date.parse(manifest.expires), due: checked + wait, wait })
    highest = serial = manifest.serial
    created = Math.max(created, Date.parse(manifest.created))
  }

  /** The last good set, of the store; nothing when there is none or it is damaged. */
  async function recall(store: Store | undefined): Promise<Kept | undefined> {
    try {
      const found = await store?.match(url)
      if (!found) return
      const manifest = await check(await found.text())
      const segments = await gather(manifest, store).catch(() => undefined)
      return { manifest, segments, checked: Number(found.headers.get('checked')) }
    } catch (error) {
      unstored(error)
    }
  }

  /** Reads an answer from place `at` of a buffer on, and says how far it has come. */
  async function fill(response: Response, into: Uint8Array, at: number, each: (at: number) => void): Promise<void> {
    const reader = response.body!.getReader()
    let timer: ReturnType<typeof setTimeout>
    try {
      for (;;) {
        const stalled = new Promise<never>((_, reject) => {
          timer = setTimeout(reject, PATIENCE, 'nothing came')
        })
        const { done, value } = await Promise.race([reader.read(), stalled])
        clearTimeout(timer!)
        if (done) return
        if (at + value.length > into.length) throw refuse('integrity', `${response.url} has more than ${into.length} bytes`)
        into.set(value, at)
        each((at += value.length))
      }
    } catch (error) {
      throw error instanceof ScreenerError ? error : new ScreenerError('network', `${response.url} broke off`, error)
    } finally {
      clearTimeout(timer!)
      void reader.cancel().catch(() => {})
    }
  }

  /**
   * The bytes of a segment. A transfer that breaks off is taken up where it was, at the next visit too: that it is the
   * same file is said by its hash, better than by an `ETag`, which caches and compression change.
   */
  async function download(entry: Entry, store: Store | undefined, each: (at: number) => void): Promise<Bytes> {
    const href = hrefOf(entry)
    const { bytes } = entry
    const segment = new Uint8Array(bytes)
    const part = `${href}?part`
    let begun = await bytesOf(store, part)
    let at = 0
    if (begun && begun.length < bytes) segment.set(begun, 0), (at = begun.length)
    let kept = Date.now()
    const keep = () => {
      kept = Date.now()
      return store?.put(part, new Response(segment.subarray(0, at))).catch(() => {})
    }
    for (let tries = 0; ; tries++) {
      try {
        // The browser asks for the bytes as they are, without compression, where it is asked for a range.
        const response = await request(href, 'brand index', { signal, ...(at > 0 && { headers: { range: `bytes=${at}-` } }) })
        if (response.status !== 206) at = 0
        await fill(response, segment, at, (now) => {
          each((at = now))
          if (Date.now() > kept + KEEPING) void keep()
        })
        if (at < bytes || !(await isGood(entry, segment))) {
          throw refuse('integrity', `${href} has ${at < bytes ? `${at} bytes instead of ${bytes}` : 'other bytes'}`)
        }
        return segment
      } catch (error) {
        const broken = codeOf(error, 'wasm') === 'network'
        if (broken) await keep()
        if (signal.aborted || (broken ? tries === RESUMES : !begun)) throw error
        if (!broken) {
          // The server has another file now than the one that was begun.
          begun = undefined
          at = 0
        }
        await new Promise((resolve) => setTimeout(resolve, 500 << tries))
      }
    }
  }

  /** Has a set used that is newer than the one in use, from another tab or from the server. False where there is none. */
  async function refresh(use: Use): Promise<boolean> {
    const store = await openStore()
    const kept = await recall(store)
    if (kept) {
      const { manifest, segments, checked } = kept
      if (segments && manifest.serial > serial && !isExpired(manifest)) {
        await give(use, manifest, segments, checked)
        return true
      }
      if (Math.abs(Date.now() - checked) < manifest.wait * 1000 && manifest.serial === serial) return false
    }
    const buffer = new Uint8Array(MOST_BYTES)
    let length = 0
    await fill(await request(url, 'brand index', { signal, cache: 'no-cache' }), buffer, 0, (at) => (length = at))
    const file = new TextDecoder().decode(buffer.subarray(0, length))
    const manifest = await check(file)
    if (manifest.format !== 1) throw refuse('format', `the manifest is of format ${manifest.format}`)
    const seen = Math.max(highest, kept?.manifest.serial ?? 0)
    if (manifest.serial < seen) throw refuse('rollback', `serial ${manifest.serial} is older than ${seen}`)
    if (isExpired(manifest)) throw refuse('expired', `expired at ${manifest.expires} by this clock`)

    let isKept = true
    const isNew = manifest.serial !== serial
    if (isNew) {
      const segments = await gather(manifest, store, async (entry, each) => {
        const segment = await download(entry, store, each)
        await store?.put(hrefOf(entry), new Response(segment)).catch((error: unknown) => {
          isKept = false
          unstored(error)
        })
        return segment
      })
      await give(use, manifest, segments, Date.now())
    }
    // Only what has proved good takes the place of the last good set, and the manifest is the last to be stored.
    if (store && isKept) {
      try {
        await store.put(url, new Response(file, { headers: { checked: String(Date.now()) } }))
        const used = [url, ...manifest.segments.map(hrefOf)]
        for (const kept of await store.keys()) if (!used.includes(kept.url)) await store.delete(kept.url)
      } catch (error) {
        unstored(error)
      }
    }
    return isNew
  }

  /** One tab at a time: the others find in the store what the first has fetched. */
  async function alone<T>(run: () => Promise<T>): Promise<T> {
    let entered = false
    try {
      return await navigator.locks.request(`brandlint ${url}`, () => ((entered = true), run()))
    } catch (error) {
      if (entered) throw error
      return run()
    }
  }

  return {
    async first(use) {
      const kept = await recall(await openStore())
      if (kept?.segments) return give(use, kept.manifest, kept.segments, kept.checked)
      // What was in use has stopped working, or there was nothing.
      serial = 0
      await alone(() => refresh(use))
    },
    next: (use) => alone(() => refresh(use)),
  }
}

/** Bytes of base64, of either alphabet. */
function decoded(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
}
