import { ScreenerError, textOf } from './error.js'

/** Fetches a file; says what is there instead when it is something else. */
export async function request(url: string | URL, init: RequestInit = {}): Promise<Response> {
  let response
  try {
    response = await fetch(url, init)
  } catch (error) {
    throw new ScreenerError('network', `${url} can't be fetched: ${textOf(error)}`, { cause: error })
  }
  if (!response.ok) throw new ScreenerError('http', `${url}: the server answers ${response.status} instead of the brand index`)
  // Many servers answer a wrong address with their start page and status 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new ScreenerError('http', `${url}: the server answers with a web page instead of the brand index`)
  }
  return response
}

/** The bytes of a segment at an address. */
export async function fetchSegment(url: string | URL, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, { signal })
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    throw new ScreenerError('network', `${url} can't be fetched: ${textOf(error)}`, { cause: error })
  }
}
