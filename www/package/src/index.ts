/**
 * brandlint in the browser.
 *
 * ```ts
 * import { createScreener } from 'brandlint'
 * const screener = await createScreener({ index: '/brands.blx' })
 * const report = await screener.screen({ title: 'N1ke running shoes' })
 * ```
 *
 * @module
 */

import { compile, fetchSegment, request } from './fetch.js'
import { Screener, type Platform, type ScreenerOptions } from './screener.js'
import { startWorker, trusted } from './worker-client.js'

export type { Where } from './backend.js'
export type { Facts, WasmSource } from './engine.js'
export { ScreenerError, type ErrorCode } from './error.js'
export type * from './report.js'
export type { Progress } from './source.js'
export type { IndexOptions, IndexSource, LoadOptions, Screener, ScreenerOptions, ScreenOptions, Status } from './screener.js'

function resolve(address: string | URL): string {
  return new URL(address, globalThis.document?.baseURI ?? location.href).href
}

const browser: Platform = {
  async read(source, signal) {
    if (typeof source === 'string' || source instanceof URL) return fetchSegment(source, signal)
    // A copy: the worker takes the bytes away, and these are the caller's.
    return new Uint8Array(source).slice()
  },
  resolve,
  request,
  wasm: (source = new URL('./brandlint_bg.wasm', import.meta.url)) => compile(source),
  startWorker: (url, ...rest) => startWorker(() => url ?? trusted(new URL('./worker.js', import.meta.url)), ...rest),
}

/**
 * Loads a brand index and makes a screener of it. Resolves when the screener is ready, and also
 * when it can't be: its `status` is then `unavailable` and its `reason` says why, because a form
 * must work without it. Rejects only when `signal` is aborted.
 */
export function createScreener(options: ScreenerOptions): Promise<Screener> {
  return Screener.create(options, browser)
}
