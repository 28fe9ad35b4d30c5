// Serves dist/ under the policy that brandlint promises to run under.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('dist', import.meta.url))

/** What the page is allowed: nothing but its own files, wasm, and brandlint's worker. */
export const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "require-trusted-types-for 'script'",
  // `bulk`: the page's own, for the worker that reads tables.
  'trusted-types brandlint bulk',
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The documentation takes no listings; its generator writes styles into its pages. */
const docsPolicy = ["default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].join('; ')

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

/** Starts the server; port 0 takes any free one. */
export function serve(port) {
  const server = createServer(async (request, response) => {
    const docs = (request.url ?? '').startsWith('/docs/')
    const headers = { 'content-security-policy': docs ? docsPolicy : policy, 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' }
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const path = normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname))
      const body = await readFile(join(root, path))
      response.writeHead(200, { ...headers, 'content-type': types[extname(path)] ?? 'application/octet-stream' })
      response.end(request.method === 'HEAD' ? undefined : body)
    } catch {
      response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
    }
  })
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 4173)
  try {
    await readFile(join(root, 'index.html'))
    const server = await serve(port)
    console.log(`The demo is at http://localhost:${server.address().port}/ (Ctrl-C stops it)`)
  } catch (error) {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken. Choose another: PORT=${port + 1} npm start`
        : error.code === 'ENOENT'
          ? 'The demo is not built: run `npm run build` in the root first'
          : error.message,
    )
    process.exitCode = 1
  }
}
