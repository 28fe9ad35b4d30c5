// The wasm engine, in whatever thread it is loaded: the worker's, or the main
// one when there can be no worker. Nothing else touches wasm.

import { initSync, Screener as WasmScreener } from './wasm/brandlint.js'
import { ScreenerError, textOf } from './error.js'
import type { Policy, Report } from './report.js'

/** Where the wasm comes from. */
export type WasmSource = string | URL | BufferSource | WebAssembly.Module

/** What is in the open segments. */
export interface Facts {
  /** How many marks there are. */
  readonly marks: number
  /** How many forms these have. */
  readonly forms: number
  /** How many segments are open. */
  readonly segments: number
  /** The version of the index's format. */
  readonly format: number
  /** The version of the folding that the index was made with. */
  readonly folding: string
}

/** One screener in wasm. All errors are `ScreenerError`s. */
export class Engine {
  #wasm: WasmScreener
  #policy: Policy | undefined

  private constructor(wasm: WasmScreener) {
    this.#wasm = wasm
  }

  /** Loads wasm, once a thread, and makes a screener without segments. */
  static async load(source: WasmSource): Promise<Engine> {
    try {
      initSync({ module: await compile(source) })
      return new Engine(new WasmScreener())
    } catch (error) {
      throw error instanceof ScreenerError ? error : new ScreenerError('wasm', `brandlint's wasm can't be loaded: ${textOf(error)}`)
    }
  }

  /** Takes these segments in the place of all others, which stay where one can't be opened. */
  open(segments: Uint8Array[]): Facts {
    return this.#call(() => {
      const next = new WasmScreener()
      if (this.#policy !== undefined) next.setPolicy(this.#policy)
      segments.forEach((segment, at) => (at < segments.length - 1 ? next.add(segment) : next.open(segment)))
      this.#wasm.free()
      this.#wasm = next
      return next.facts() as Facts
    })
  }

  /** Sets the platform's policy, for these segments and all that come in their place. */
  policy(policy: Policy): null {
    this.#call(() => this.#wasm.setPolicy(policy))
    this.#policy = policy
    return null
  }

  /** Screens one listing, given as JSON. */
  screen(listing: string): Report {
    return this.#call(() => this.#wasm.screen(JSON.parse(listing)) as Report)
  }

  /** Gives the memory back. */
  close(): void {
    this.#wasm.free()
  }

  #call<T>(run: () => T): T {
    try {
      return run()
    } catch (error) {
      const code = ({ SegmentError: 'segment', ListingError: 'listing', PolicyError: 'policy' } as const)[(error as Error)?.name]
      throw new ScreenerError(code ?? 'wasm', textOf(error))
    }
  }
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source
  if (typeof source !== 'string' && !(source instanceof URL)) return WebAssembly.compile(source)
  let response
  try {
    response = await fetch(source)
  } catch (error) {
    throw new ScreenerError('wasm', `${source} can't be fetched: ${textOf(error)}`)
  }
  if (!response.ok) throw new ScreenerError('wasm', `${source}: the server answers ${response.status} instead of the wasm`)
  // A server that doesn't know the type of .wasm files must not stop us: only streaming insists on it.
  return response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer())
}
