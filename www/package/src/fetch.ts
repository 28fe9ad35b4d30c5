import { ScreenerError, textOf } from './error.js'

/** Fetches a segment; says what is there instead when it is something else. */
export async function fetchSegment(url: string | URL, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, signal ? { signal } : {})
    if (!response.ok) {
      throw new ScreenerError('http', `${url}: the server answers ${response.status} instead of the brand index`)
    }
    // Many servers answer a wrong address with their start page and status 200.
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      throw new ScreenerError('http', `${url}: the server answers with a web page instead of the brand index`)
    }
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    if (error instanceof ScreenerError) throw error
    throw new ScreenerError('network', `${url}: the brand index can't be fetched: ${textOf(error)}`, { cause: error })
  }
}
