/**
 * What went wrong:
 * - `http`: a server answered, but not with the file (404, 500, …)
 * - `network`: no answer
 * - `file`: a file can't be read (in Node)
 * - `segment`: the bytes are no brand index, or one that is cut or changed
 * - `wasm`: the WebAssembly module could not be loaded, or stopped
 * - `worker`: the worker stopped
 * - `listing`: a value of the listing has the wrong type
 * - `policy`: a setting of the policy is wrong
 * - `disposed`: the screener was disposed of
 */
export type ErrorCode = 'http' | 'network' | 'file' | 'segment' | 'wasm' | 'worker' | 'listing' | 'policy' | 'disposed'

/** An error with a stable `code`, and a message that says what would be right. */
export class ScreenerError extends Error {
  /** What kind of error it is. */
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = code === 'listing' ? 'ListingError' : 'ScreenerError'
    this.code = code
  }
}

/** The text of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
