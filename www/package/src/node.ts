/**
 * brandlint in Node: the same as in the browser, in the main thread, with files as well as addresses.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { ScreenerError } from './error.js'
import { compile, fetchSegment, request } from './fetch.js'
import { Screener, type IndexSource, type Platform, type ScreenerOptions } from './screener.js'

export type { Where } from './backend.js'
export type { Facts, WasmSource } from './engine.js'
export { ScreenerError, type ErrorCode } from './error.js'
export type * from './report.js'
export type { Progress } from './source.js'
export type { IndexOptions, IndexSource, LoadOptions, Screener, ScreenerOptions, ScreenOptions, Status } from './screener.js'

const node: Platform = {
  async read(source: IndexSource, signal) {
    if (typeof source !== 'string' && !(source instanceof URL)) return new Uint8Array(source).slice()
    const file = toFile(source)
    if (file === undefined) return fetchSegment(source, signal)
    try {
      return new Uint8Array(await readFile(file, { signal }))
    } catch (error) {
      throw new ScreenerError('file', "the brand index can't be read", error)
    }
  },
  resolve(address) {
    const file = toFile(address)
    return typeof file === 'string' ? pathToFileURL(file).href : String(address)
  },
  async request(url, what, init) {
    if (!url.startsWith('file:')) return request(url, what, init)
    try {
      return new Response(new Uint8Array(await readFile(new URL(url))))
    } catch (error) {
      throw new ScreenerError('file', "the brand index can't be read", error)
    }
  },
  async wasm(source = new URL('./brandlint_bg.wasm', import.meta.url)) {
    const file = typeof source === 'string' || source instanceof URL ? toFile(source) : undefined
    return compile(file === undefined ? source : new Uint8Array(await readFile(file)))
  },
}

/** A path or `file:` URL as `readFile` takes it; nothing for what has to be fetched. */
function toFile(source: string | URL): string | URL | undefined {
  if (/^https?:/i.test(String(source))) return undefined
  return typeof source === 'string' && /^file:/i.test(source) ? new URL(source) : source
}

/**
 * Loads a brand index and makes a screener of it. Resolves when the screener is ready, and also
 * when it can't be: its `status` is then `unavailable` and its `reason` says why.
 * Rejects only when `signal` is aborted.
 */
export function createScreener(options: ScreenerOptions): Promise<Screener> {
  return Screener.create(options, node)
}
