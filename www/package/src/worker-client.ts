// The client's side of the worker: starts it, pairs requests with answers, and
// turns everything that can go wrong with it into an error.

import type { Backend } from './backend.js'
import type { WasmSource } from './engine.js'
import { ScreenerError, textOf } from './error.js'
import { STARTED, type Answer, type Request, type Requests, type Verb } from './protocol.js'

/** Time for the worker's script to arrive and run; the wasm is not in it. */
const START_TIMEOUT = 10_000
/** A worker that takes longer for an answer is dead: browsers kill some without a word. */
const ANSWER_TIMEOUT = 30_000

interface Pending {
  resolve(value: never): void
  reject(error: ScreenerError): void
  timer: ReturnType<typeof setTimeout>
}

/**
 * Starts the worker. Rejects with code `worker` when there can be none (no
 * workers here, forbidden by a policy, script missing), with `wasm` when there
 * is one and it can't load wasm. `onFailure` is told when it stops later.
 */
export async function startWorker(
  url: string | URL,
  wasm: WasmSource,
  onFailure: (error: ScreenerError) => void,
): Promise<Backend> {
  const worker = await started(url)
  const pending = new Map<number, Pending>()
  let lastId = 0
  let loaded = false
  let failure: ScreenerError | undefined

  function fail(message: string): void {
    failure = new ScreenerError('worker', message)
    worker.terminate()
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer)
      reject(failure)
    }
    pending.clear()
    if (loaded) onFailure(failure)
  }

  worker.onerror = (event) => {
    event.preventDefault()
    fail(`the worker stopped: ${event.message || 'no reason given'}`)
  }
  worker.onmessageerror = () => fail('the worker sent something that cannot be read')
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const request = pending.get(data.id)
    pending.delete(data.id)
    clearTimeout(request?.timer)
    if ('error' in data) request?.reject(new ScreenerError(data.error.code, data.error.message))
    else request?.resolve(data.value as never)
  }

  function ask<V extends Verb>(verb: V, argument: Requests[V]['argument'], transfer: Transferable[] = []) {
    return new Promise<Requests[V]['value']>((resolve, reject) => {
      if (failure !== undefined) return reject(failure)
      const request: Request<V> = { id: ++lastId, verb, argument }
      const timer = setTimeout(() => fail('the worker does not answer'), ANSWER_TIMEOUT)
      pending.set(request.id, { resolve, reject, timer })
      worker.postMessage(request, transfer)
    })
  }

  try {
    await ask('load', wasm)
    loaded = true
  } catch (error) {
    worker.terminate()
    throw error
  }
  return {
    where: 'worker',
    open: (segments) => ask('open', segments, segments.map(({ buffer }) => buffer)),
    policy: (policy) => ask('policy', policy),
    screen: (listing) => ask('screen', listing),
    close() {
      for (const { timer } of pending.values()) clearTimeout(timer)
      worker.terminate()
    },
  }
}

/** A worker whose script runs. */
function started(url: string | URL): Promise<Worker> {
  return new Promise((resolve, reject) => {
    let worker: Worker
    try {
      worker = new Worker(url, { type: 'module', name: 'brandlint' })
    } catch (error) {
      return reject(new ScreenerError('worker', `no worker can be made: ${textOf(error)}`))
    }
    const give = (message: string) => {
      clearTimeout(timer)
      worker.terminate()
      reject(new ScreenerError('worker', message))
    }
    const timer = setTimeout(() => give(`the worker did not start within ${START_TIMEOUT / 1000} s`), START_TIMEOUT)
    worker.onerror = (event) => {
      event.preventDefault()
      give(`the worker's script can't be run: ${event.message || 'it is missing, or a policy forbids it'}`)
    }
    worker.onmessage = ({ data }) => {
      if (data !== STARTED) return
      clearTimeout(timer)
      resolve(worker)
    }
  })
}

interface TrustedTypePolicy {
  createScriptURL(url: string): string
}
interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: TrustedTypePolicy): TrustedTypePolicy
}

let policy: TrustedTypePolicy | undefined

/**
 * The package's own worker URL, trusted where a page asks for Trusted Types.
 * The page allows it by `trusted-types brandlint`; the policy lets no other URL through.
 */
export function trusted(own: URL): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
  if (trustedTypes === undefined) return own
  try {
    policy ??= trustedTypes.createPolicy('brandlint', {
      createScriptURL(url) {
        if (url !== own.href) throw new TypeError(`brandlint only runs its own worker, not ${url}`)
        return url
      },
    })
  } catch (error) {
    throw new ScreenerError('worker', `the page's policy must allow \`trusted-types brandlint\`: ${textOf(error)}`)
  }
  return policy.createScriptURL(own.href)
}
