// The worker's side. Built into one file without imports, so that a bundler or
// a server can hand it on as it is.

import { Engine } from './engine.js'
import { codeOf, textOf } from './error.js'
import type { Answer, Request } from './protocol.js'

/** Of this package's worker and wasm together; set when the package is built. */
declare const VERSION: string

interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null
  postMessage(message: Answer): void
}

// Importing this file anywhere but in a worker does nothing.
if ('WorkerGlobalScope' in globalThis) {
  const scope = globalThis as unknown as WorkerScope
  let engine: Engine
  scope.onmessage = ({ data: [number, verb, argument] }) => {
    try {
      if (verb === 'load') engine = new Engine(argument, (part) => scope.postMessage([VERSION, 0, part]))
      scope.postMessage([VERSION, number, verb === 'load' ? null : engine[verb](argument)])
      // While the seller still reads the form, what is made for the first name that is looked up is made ready.
      if (verb === 'open') engine.screen('{"title":"","brand":"title"}')
    } catch (error) {
      scope.postMessage([VERSION, number, textOf(error), codeOf(error, 'worker')])
    }
  }
}
