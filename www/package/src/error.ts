/**
 * What went wrong:
 * - `http`: a server answered, but not with the file (404, 500, …)
 * - `network`: no answer, or one that broke off
 * - `file`: a file can't be read (in Node)
 * - `segment`: the bytes are no brand index, or one that is cut or changed
 * - `manifest`: what is at the manifest's address is no manifest
 * - `signature`: no signature of the manifest is by one of the public keys
 * - `expired`: the manifest should have been replaced by now
 * - `rollback`: the manifest is older than one that was here before
 * - `integrity`: a file is not the one that the manifest means
 * - `format`: the index is made for another version of brandlint
 * - `storage`: the index can't be kept for the next time
 * - `wasm`: the WebAssembly module could not be loaded, or stopped
 * - `worker`: the worker stopped
 * - `listing`: a value of the listing has the wrong type
 * - `policy`: a setting of the policy is wrong
 * - `disposed`: the screener was disposed of
 */
export type ErrorCode =
  | 'http'
  | 'network'
  | 'file'
  | 'segment'
  | 'manifest'
  | 'signature'
  | 'expired'
  | 'rollback'
  | 'integrity'
  | 'format'
  | 'storage'
  | 'wasm'
  | 'worker'
  | 'listing'
  | 'policy'
  | 'disposed'

/** An error with a stable `code`, and a message that says what would be right. */
export class ScreenerError extends Error {
  /** What kind of error it is. */
  declare readonly code: ErrorCode

  /** The text of a `cause` is put behind the message. */
  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(cause ? `${message}: ${textOf(cause)}` : message, (cause && { cause }) as ErrorOptions)
    this.name = code === 'listing' ? 'ListingError' : 'ScreenerError'
    this.code = code
  }
}

/** The text of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The code of whatever was thrown, where it has one. */
export function codeOf(error: unknown, other: ErrorCode): ErrorCode {
  return error instanceof ScreenerError ? error.code : other
}
