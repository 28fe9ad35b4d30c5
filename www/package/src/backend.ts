import type { Ask, Setup, Tell } from './protocol.js'

/** Where the screening is done. */
export type Where = 'worker' | 'main'

/** The engine as the client sees it, wherever it runs. */
export interface Backend {
  readonly where: Where
  /** To `open` may take the bytes away from the caller. */
  readonly ask: Ask
  close(): void
}

/** The engine in this thread. Its code and its wasm glue are fetched only when this is called. */
export async function startHere(setup: Promise<Setup>, tell: Tell): Promise<Backend> {
  const { Engine } = await import('./engine.js')
  const engine = new Engine(await setup, tell)
  return {
    where: 'main',
    ask: async (verb, argument) => engine[verb](argument as never) as never,
    close: () => engine.close(),
  }
}
