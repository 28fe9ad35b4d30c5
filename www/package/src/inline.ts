/**
 * brandlint as one file, for where no others can be served beside it: the wasm is in it, and the worker, which is
 * started from a `blob:` address. A policy has to allow that by `worker-src blob:`; without it the main thread screens.
 *
 * @module
 */

import { compile, fetchSegment, request } from './fetch.js'
import { Screener, type IndexSource, type Platform, type ScreenerOptions } from './screener.js'
import { startWorker, trusted } from './worker-client.js'

export { ScreenerError, type ErrorCode } from './error.js'
export type { Facts, WasmSource } from './engine.js'
export type { Where } from './backend.js'
export type * from './report.js'
export type { IndexSource, Screener, ScreenerOptions, ScreenOptions, Status } from './screener.js'

/** The worker's script and, in base 64, the wasm: put in by the build. */
declare const WORKER: string
declare const WASM: string

/** Of the worker's script; kept, because the page's policy trusts this one only. */
let address: string | undefined

const inline: Platform = {
  async read(source: IndexSource, signal) {
    if (typeof source === 'string' || source instanceof URL) return fetchSegment(source, signal)
    return new Uint8Array(source).slice()
  },
  resolve: (address) => new URL(address, globalThis.document?.baseURI ?? location.href).href,
  request,
  wasm: (source) => compile(source ?? Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0))),
  startWorker: (url, ...rest) =>
    startWorker(() => url ?? trusted(new URL((address ??= URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }))))), ...rest),
}

/** As `createScreener` of `brandlint`. */
export function createScreener(options: ScreenerOptions): Promise<Screener> {
  return Screener.create(options, inline)
}
