import type { Facts, WasmSource } from './engine.js'
import type { Policy, Report } from './report.js'

/** Where the screening is done. */
export type Where = 'worker' | 'main'

/** The engine as the client sees it, wherever it runs. All errors are `ScreenerError`s. */
export interface Backend {
  readonly where: Where
  /** Takes these segments in the place of all others. May take the bytes away from the caller. */
  open(segments: Uint8Array<ArrayBuffer>[]): Promise<Facts>
  /** Sets the platform's policy. */
  policy(policy: Policy): Promise<null>
  /** Screens one listing, given as JSON. */
  screen(listing: string): Promise<Report>
  close(): void
}

/** The engine in this thread. Its code and its wasm glue are fetched only when this is called. */
export async function startHere(wasm: WasmSource): Promise<Backend> {
  const { Engine } = await import('./engine.js')
  const engine = await Engine.load(wasm)
  return {
    where: 'main',
    open: async (segments) => engine.open(segments),
    policy: async (policy) => engine.policy(policy),
    screen: async (listing) => engine.screen(listing),
    close: () => engine.close(),
  }
}
