// What the client and the worker say to each other. Every request has an id,
// and gets exactly one answer with the same id: a value or an error.

import type { Facts, WasmSource } from './engine.js'
import type { ErrorCode } from './error.js'
import type { Policy, Report } from './report.js'

/** What can be asked of the worker, and what each answer's value is. */
export interface Requests {
  /** Loads wasm. */
  load: { argument: WasmSource; value: null }
  /** Opens segments in the place of all others; their bytes are transferred, not copied. */
  open: { argument: Uint8Array<ArrayBuffer>[]; value: Facts }
  /** Sets the platform's policy. */
  policy: { argument: Policy; value: null }
  /** Screens one listing, given as JSON. */
  screen: { argument: string; value: Report }
}

export type Verb = keyof Requests

export interface Request<V extends Verb = Verb> {
  id: number
  verb: V
  argument: Requests[V]['argument']
}

export type Answer =
  | { id: number; value: Requests[Verb]['value'] }
  | { id: number; error: { code: ErrorCode; message: string } }

/** Said once, by a worker whose script runs. */
export const STARTED = 'started'
