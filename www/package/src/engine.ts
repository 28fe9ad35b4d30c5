// The wasm engine, in whatever thread it is loaded: the worker's, or the main
// one when there can be no worker. Nothing else runs wasm.

import { initSync, Screener as WasmScreener } from './wasm/brandlint.js'
import { ScreenerError, textOf, type ErrorCode } from './error.js'
import type { Setup, Tell } from './protocol.js'
import type { Likeness, Policy, Report } from './report.js'

/** Of this package's worker and wasm together; set when the package is built. */
declare const VERSION: string

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
  #wasm: WasmScreener | undefined
  readonly #policy: Policy | undefined
  readonly #tell: Tell

  /** Instantiates wasm, once a thread, and makes a screener without segments. */
  constructor({ wasm, policy }: Setup, tell: Tell) {
    this.#policy = policy
    this.#tell = tell
    // Its names are one letter each: with another version's, one function would be taken for another.
    if (!WebAssembly.Module.customSections(wasm, VERSION)[0]) throw new ScreenerError('wasm', 'the wasm is of another version')
    guarded(() => initSync({ module: wasm }))
    this.open([])
  }

  /** Takes these segments in the place of all others, which stay where one can't be opened. */
  open(segments: Uint8Array[]): Facts {
    return guarded(() => {
      const next = new WasmScreener()
      if (this.#policy) next.setPolicy(this.#policy)
      segments.forEach((segment, at) => (segments[at + 1] ? next.add(segment) : next.open(segment, this.#tell)))
      this.close()
      this.#wasm = next
      return next.facts() as Facts
    })
  }

  /** Screens one listing, given as JSON. */
  screen(listing: string): Report {
    return guarded(() => this.#wasm!.screen(JSON.parse(listing)) as Report)
  }

  /** Takes the messages in other languages than English. */
  teach(messages: string): void {
    guarded(() => this.#wasm!.teach(messages))
  }

  /** Compares two marks. */
  compare(marks: [a: string, b: string]): Likeness {
    return guarded(() => this.#wasm!.compare(...marks) as Likeness)
  }

  /** Gives the memory back. */
  close(): void {
    this.#wasm?.free()
  }
}

function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    // The engine names its errors by their codes; what stops it has a name like TypeError.
    const { name } = error as Error
    throw new ScreenerError(/Error/.test(name) ? 'wasm' : (name as ErrorCode), textOf(error))
  }
}
