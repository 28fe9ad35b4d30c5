import type { WasmSource } from './engine.js'
import { ScreenerError } from './error.js'

/** Fetches a file; says what is there instead when it is something else. */
export async function request(url: string | URL, what: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch(broken(url))
  // Many servers answer a wrong address with their start page and status 200.
  const instead = response.ok ? response.headers.get('content-type')?.startsWith('text/html') && 'a web page' : response.status
  if (instead) throw new ScreenerError('http', `${url}: the server answers ${instead} instead of the ${what}`)
  return response
}

/** The bytes of a segment at an address. */
export async function fetchSegment(url: string | URL, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, 'brand index', { signal })
  return new Uint8Array(await response.arrayBuffer().catch(broken(url)))
}

/** The wasm, compiled. */
export async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source
  if (typeof source === 'string' || source instanceof URL) {
    const response = await request(source, 'wasm')
    // A server that doesn't know the type of .wasm files must not stop us: only streaming insists on it.
    if (response.headers.get('content-type') === 'application/wasm') return WebAssembly.compileStreaming(response)
    source = await response.arrayBuffer()
  }
  return WebAssembly.compile(source as BufferSource)
}

function broken(url: string | URL) {
  return (cause: unknown): never => {
    throw new ScreenerError('network', `${url} can't be fetched`, cause)
  }
}
