// What the client and the engine say to each other, in a worker or in the same thread. In a worker every
// request has a number, and gets exactly one answer with the same number: a value, or an error's message and code.
// Before them stands the version, for page and worker come from files of their own, which may not be of one version.

import type { Facts } from './engine.js'
import type { ErrorCode } from './error.js'
import type { Likeness, Policy, Report } from './report.js'

/** What an engine is made of. */
export interface Setup {
  wasm: WebAssembly.Module
  /** The platform's settings. */
  policy: Policy | undefined
}

/** What can be asked of an engine, and what each answer's value is. */
export interface Requests {
  /** Opens segments in the place of all others; their bytes are transferred, not copied. */
  open: { argument: Uint8Array<ArrayBuffer>[]; value: Facts }
  /** Screens one listing, given as JSON. */
  screen: { argument: string; value: Report }
  /** Gives it the messages in other languages than English; what is asked for before that in one is refused with `messages`. */
  teach: { argument: string; value: void }
  /** Compares two marks. */
  compare: { argument: [a: string, b: string]; value: Likeness }
}

export type Verb = keyof Requests

/** Is told how much of opening is done, from 0 to 1. */
export type Tell = (part: number) => void

/** Asks an engine, wherever it is. Rejects with `ScreenerError`s only. */
export type Ask = <V extends Verb>(verb: V, argument: Requests[V]['argument']) => Promise<Requests[V]['value']>

/** The first request is to load. */
export type Request = [number: number, verb: 'load', argument: Setup] | [number: number, verb: Verb, argument: never]

/** With a code the value is an error's message; behind a request's answer, that the engine has stopped. With the number 0 it answers nothing, and tells how much of opening is done. */
export type Answer = [version: string, number: number, value: unknown, code?: ErrorCode]
