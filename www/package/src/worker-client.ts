// The client's side of the worker: starts it, pairs requests with answers, and
// turns everything that can go wrong with it into an error.

import type { Backend } from './backend.js'
import { ScreenerError } from './error.js'
import type { Answer, Ask, Setup, Tell } from './protocol.js'

/** Of this package's worker and wasm together; set when the package is built. */
declare const VERSION: string

/** A worker that says nothing for so long is dead, in milliseconds: browsers kill some without a word. */
const PATIENCE = 30_000

interface Pending {
  resolve(value: never): void
  reject(error: ScreenerError): void
}

/**
 * Starts the worker. Rejects with code `worker` when there can be none (no
 * workers here, forbidden by a policy, script missing), with `wasm` when there
 * is one and it can't load wasm. `onFailure` is told when it stops later.
 */
export async function startWorker(
  url: () => string | URL,
  setup: Promise<Setup>,
  tell: Tell,
  onFailure: (error: ScreenerError) => void,
): Promise<Backend> {
  const pending = new Map<number, Pending>()
  let last = 0
  let timer: ReturnType<typeof setTimeout>
  let loaded = false
  let failure: ScreenerError | undefined
  let worker: Worker
  try {
    worker = new Worker(url(), { type: 'module', name: 'brandlint' })
  } catch (error) {
    throw new ScreenerError('worker', 'no worker', error)
  }

  function close(): void {
    clearTimeout(timer)
    worker.terminate()
  }

  function fail(message: string): void {
    close()
    failure = new ScreenerError('worker', message)
    for (const { reject } of pending.values()) reject(failure)
    if (loaded) onFailure(failure)
  }

  /** While something is waited for, the worker has to say something. */
  function watch(): void {
    clearTimeout(timer)
    if (pending.size > 0) timer = setTimeout(fail, PATIENCE, 'the worker is silent')
  }

  worker.onerror = (event) => {
    event.preventDefault()
    fail(`the worker stopped: ${event.message || 'missing or forbidden'}`)
  }
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    // Its name is the same in every version: a server or a cache may have another one's than the page.
    if (data?.[0] !== VERSION) return fail('the worker is of another version')
    const [, number, value, code] = data
    // What answers nothing tells how far opening is.
    const { resolve, reject } = (pending.get(number) ?? { resolve: tell, reject: onFailure }) as Pending
    pending.delete(number)
    watch()
    if (code) reject(new ScreenerError(code, value as string))
    else resolve(value as never)
  }

  const ask = (verb: string, argument: unknown) =>
    new Promise<never>((resolve, reject) => {
      if (failure) return reject(failure)
      pending.set(++last, { resolve, reject })
      watch()
      // Segments are handed over, not copied.
      worker.postMessage([last, verb, argument], verb === 'open' ? (argument as Uint8Array<ArrayBuffer>[]).map(({ buffer }) => buffer) : [])
    })

  try {
    // The wasm arrives while the worker starts.
    await ask('load', await setup)
    loaded = true
  } catch (error) {
    close()
    throw error
  }
  return { where: 'worker', ask: ask as Ask, close }
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
 * The page allows it by `trusted-types brandlint`; the policy gives this URL whatever it is asked for.
 */
export function trusted(own: URL): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
  policy ??= trustedTypes?.createPolicy('brandlint', { createScriptURL: () => own.href })
  return policy?.createScriptURL('') ?? own
}
