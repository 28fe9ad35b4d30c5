// The worker's side. Built into one file without imports, so that a bundler or
// a server can hand it on as it is.

import { Engine } from './engine.js'
import { ScreenerError, textOf } from './error.js'
import { STARTED, type Answer, type Request, type Requests, type Verb } from './protocol.js'

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null
  postMessage(message: Answer | typeof STARTED): void
}

let engine: Engine | undefined

async function answer({ verb, argument }: Request): Promise<Requests[Verb]['value']> {
  if (verb === 'load') {
    engine = await Engine.load(argument as Requests['load']['argument'])
    return null
  }
  if (engine === undefined) throw new ScreenerError('worker', 'nothing can be asked before wasm is loaded')
  if (verb === 'policy') return engine.policy(argument as Requests['policy']['argument'])
  return verb === 'open'
    ? engine.open(argument as Requests['open']['argument'])
    : engine.screen(argument as Requests['screen']['argument'])
}

// Importing this file anywhere but in a worker does nothing.
if ('WorkerGlobalScope' in globalThis) {
  const scope = globalThis as unknown as WorkerScope
  scope.onmessage = ({ data }) => {
    answer(data).then(
      (value) => scope.postMessage({ id: data.id, value }),
      (error: unknown) => {
        const code = error instanceof ScreenerError ? error.code : 'worker'
        scope.postMessage({ id: data.id, error: { code, message: textOf(error) } })
      },
    )
  }
  scope.postMessage(STARTED)
}
