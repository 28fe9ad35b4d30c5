// A platform's manifest and the segments that it points at: fetched, checked,
// kept. Fetched itself only where a page asks for a manifest. Nothing here is
// given to wasm before its signature, expiry, serial, size, hash and format
// were found good.

import { ScreenerError, textOf } from './error.js'
import type { IndexSources, Progress, Use } from './source.js'

/** Format and folding of the segments that this package's wasm reads; set when the package is built. */
declare const READS: string

/** The most bytes of a manifest. */
const MOST_BYTES = 65536
/** A transfer from which so long nothing comes has broken off, in milliseconds. */
const PATIENCE = 30_000
/** How often a transfer that broke off is taken up again. */
const RESUMES = 3

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
  request(url: string, init: RequestInit): Promise<Response>
  signal: AbortSignal
  onProgress(progress: Progress): void
  /** Told of what goes wrong without stopping anything. */
  onError(error: ScreenerError): void
}

interface Given extends Kept {
  use: Use
}

/** A good set. */
interface Kept {
  manifest: Manifest
  segments: Uint8Array<ArrayBuffer>[]
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
  const now = () => Math.max(Date.now(), created)

  const refuse = (code: ScreenerError['code'], what: string) => new ScreenerError(code, `${url}: ${what}`)

  /** A good manifest: one of its signatures is by one of the keys. */
  async function check(file: string): Promise<Manifest> {
    let why = ''
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
          why = ` (${textOf(error)})`
        }
      }
    } catch {
      throw refuse('manifest', 'this is no manifest')
    }
    throw refuse('signature', `no signature is by your public key${why}`)
  }

  /** The store, where there is one: not in Node, not everywhere in private windows. */
  async function store(): Promise<Cache | undefined> {
    try {
      // A page with another version of brandlint has a store of its own.
      return await globalThis.caches?.open(`brandlint ${READS} ${url}`)
    } catch (error) {
      unstored(error)
      return undefined
    }
  }

  function unstored(error: unknown): void {
    onError(new ScreenerError('storage', `the brand index can't be kept: ${textOf(error)}`, { cause: error }))
  }

  async function isGood({ bytes, sha256 }: Entry, segment: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (segment.length !== bytes) return false
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', segment))
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256
  }

  /** The segments of the first way for which each can be had. */
  async function open(
    manifest: Manifest,
    one: (entry: Entry, href: string, loaded: number, total: number) => Promise<Uint8Array<ArrayBuffer>>,
    onDetour?: (error: ScreenerError) => void,
  ): Promise<Uint8Array<ArrayBuffer>[]> {
    let failure: unknown
    for (const way of manifest.ways) {
      if (failure instanceof ScreenerError) onDetour?.(failure)
      try {
        const entries = way.map((at) => manifest.segments[at]!)
        const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
        let loaded = 0
        const segments = []
        for (const entry of entries) {
          if (`${entry.format} ${entry.folding}` !== READS) {
            throw refuse('format', `the index is of format ${entry.format} ${entry.folding}, this brandlint reads ${READS}`)
          }
          segments.push(await one(entry, new URL(entry.url, url).href, loaded, total))
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

  /** Has a set used: what is newer counts from then on. */
  async function give({ use, manifest, segments, checked }: Given): Promise<void> {
    const wait = manifest.wait * 1000
    await use({ segments, serial: manifest.serial, expires: Date.parse(manifest.expires), due: checked + wait, wait })
    highest = serial = manifest.serial
    created = Math.max(created, Date.parse(manifest.created))
  }

  /** The last good set, of the store; nothing when there is none or it is damaged. */
  async function recall(cache: Cache | undefined): Promise<Kept | undefined> {
    try {
      const found = await cache?.match(url)
      if (found === undefined) return undefined
      const checked = Number(found.headers.get('checked'))
      const manifest = await check(await found.text())
      const segments = await open(manifest, async (entry, href) => {
        const segment = new Uint8Array(await (await cache!.match(href))!.arrayBuffer())
        if (!(await isGood(entry, segment))) throw refuse('integrity', 'the stored index is damaged')
        return segment
      })
      return { manifest, segments, checked }
    } catch (error) {
      unstored(error)
      return undefined
    }
  }

  /** Reads an answer from place `at` of a buffer on, and says how far it has come. */
  async function fill(response: Response, into: Uint8Array, at: number, each: (at: number) => void): Promise<void> {
    const reader = response.body!.getReader()
    let timer
    let stalled = false
    try {
      for (;;) {
        timer = setTimeout(() => {
          stalled = true
          void reader.cancel()
        }, PATIENCE)
        const { done, value } = await reader.read()
        clearTimeout(timer)
        if (stalled) throw new Error('nothing came any more')
        if (done) return
        if (at + value.length > into.length) throw refuse('integrity', `${response.url} has more than ${into.length} bytes`)
        into.set(value, at)
        each((at += value.length))
      }
    } catch (error) {
      if (error instanceof ScreenerError) throw error
      throw new ScreenerError('network', `${response.url}: the transfer broke off: ${textOf(error)}`, { cause: error })
    } finally {
      clearTimeout(timer)
      void reader.cancel().catch(() => {})
    }
  }

  /** The bytes of a segment. A transfer that breaks off is taken up where it was. */
  async function download({ bytes }: Entry, href: string, each: (at: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    const segment = new Uint8Array(bytes)
    let at = 0
    for (let tries = 0; ; tries++) {
      try {
        // The browser asks for the bytes as they are, without compression, where it is asked for a range.
        const response = await request(href, { signal, ...(at > 0 && { headers: { range: `bytes=${at}-` } }) })
        if (response.status !== 206) at = 0
        await fill(response, segment, at, (now) => each((at = now)))
        if (at === bytes) return segment
        // The server has sent all that it has: asking again would not help.
        throw refuse('integrity', `${href} has ${at} bytes instead of ${bytes}`)
      } catch (error) {
        if ((error as ScreenerError).code !== 'network' || tries === RESUMES || signal.aborted) throw error
        await new Promise((resolve) => setTimeout(resolve, 500 << tries))
      }
    }
  }

  /** Has a set used that is newer than the one in use, from another tab or from the server. False where there is none. */
  async function refresh(use: Use): Promise<boolean> {
    const cache = await store()
    const kept = await recall(cache)
    if (kept !== undefined) {
      const { manifest, checked } = kept
      if (manifest.serial > serial && Date.parse(manifest.expires) > now()) {
        await give({ use, ...kept })
        return true
      }
      if (Math.abs(Date.now() - checked) < manifest.wait * 1000 && manifest.serial === serial) return false
    }
    const buffer = new Uint8Array(MOST_BYTES)
    let length = 0
    await fill(await request(url, { signal, cache: 'no-cache' }), buffer, 0, (at) => (length = at))
    const file = new TextDecoder().decode(buffer.subarray(0, length))
    const manifest = await check(file)
    if (manifest.format !== 1) throw refuse('format', `this is a manifest of format ${manifest.format}`)
    const seen = Math.max(highest, kept?.manifest.serial ?? 0)
    if (manifest.serial < seen) throw refuse('rollback', `serial ${manifest.serial} is older than ${seen}, which was here before`)
    if (Date.parse(manifest.expires) <= now()) throw refuse('expired', `it expired at ${manifest.expires}, by this device's clock`)

    // The manifest goes into the store last: until then the store has the set before.
    const put = async () => cache?.put(url, new Response(file, { headers: { checked: String(Date.now()) } }))
    if (manifest.serial === serial) {
      await put().catch(unstored)
      return false
    }
    const used = new Set([url])
    let isKept = true
    const segments = await open(manifest, async (entry, href, loaded, total) => {
      used.add(href)
      const found = await cache?.match(href).catch(() => undefined)
      const stored = found && new Uint8Array(await found.arrayBuffer())
      if (stored !== undefined && (await isGood(entry, stored))) return stored
      const segment = await download(entry, href, (at) => onProgress({ loaded: loaded + at, total }))
      if (!(await isGood(entry, segment))) throw refuse('integrity', `${href} is not the file that the manifest means`)
      await cache?.put(href, new Response(segment)).catch((error: unknown) => {
        isKept = false
        unstored(error)
      })
      return segment
    }, onError)
    await give({ use, manifest, segments, checked: Date.now() })
    // Only what has proved good takes the place of the last good set.
    if (!isKept) return true
    try {
      await put()
      for (const request of (await cache?.keys()) ?? []) if (!used.has(request.url)) await cache!.delete(request)
    } catch (error) {
      unstored(error)
    }
    return true
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
      const kept = await recall(await store())
      if (kept !== undefined) return give({ use, ...kept })
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
