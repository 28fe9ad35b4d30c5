// A platform as brandlint's users run it: a register that changes, published by
// the command line, and a server for it that can go wrong in every way.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { policy } from '../server.mjs'

export const brandlint = fileURLToPath(new URL('../../../target/release/brandlint', import.meta.url))
const dist = new URL('../../package/dist/', import.meta.url)
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' }

/** Invented names, as many as wanted: enough for an index of some size. */
export const marks = (count) =>
  Array.from({ length: count }, (_, n) => ({ id: `m${n}`, text: `Zorvelta ${(n * 7919).toString(36)}`, owner: `Owner ${n % 50}` }))

/** A key pair as `openssl genpkey` and `brandlint keygen` make them. */
function keyPair(algorithm) {
  const { privateKey, publicKey } = algorithm === 'p256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' })
  const bytes = jwk.y === undefined ? jwk.x : Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]).toString('base64url')
  return { privateKey, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }), text: `${algorithm}:${bytes}` }
}

/** Starts a platform; it is gone when the test ends. */
export async function startPlatform(t, { algorithm = 'ed25519', register = marks(300), ...options } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'brandlint-'))
  const site = join(folder, 'site')
  const key = keyPair(algorithm)
  const keyFile = join(folder, 'key.pem')
  writeFileSync(keyFile, key.pem)
  const run = (...words) => execFileSync(brandlint, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  let builds = 0
  /** The base and the updates that are published. */
  let chain = []

  function build(register, base = []) {
    const rows = join(folder, 'register.jsonl')
    const segment = join(folder, `${builds++}.blx`)
    writeFileSync(rows, register.map((mark) => JSON.stringify(mark)).join('\n'))
    run('build', rows, '-o', segment, '--no-default-words', ...base.flatMap((file) => ['--base', file]))
    return segment
  }

  /** Publishes a register, as an update of the one before where that is asked for. */
  function publish(register, { update = false, keys = [keyFile], wait = '1h', ...more } = {}) {
    const whole = build(register)
    const words = ['publish', site, whole, '--wait', wait, ...keys.flatMap((file) => ['--key', file])]
    if (update) {
      chain.push(build(register, chain))
      words.push('--update', chain.at(-1))
    } else {
      chain = [whole]
    }
    for (const [name, value] of Object.entries(more)) words.push(`--${name}`, String(value))
    run(...words)
  }

  /** What is published now; `entries` are its segments. */
  const manifest = () => JSON.parse(JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8')).signed)

  /** Signs a manifest of one's own making. */
  function forge(change, { privateKey } = key) {
    const made = manifest()
    change(made)
    const signed = JSON.stringify(made)
    const message = Buffer.from(`brandlint manifest 1\n${signed}`)
    const signature = sign(algorithm === 'p256' ? 'sha256' : null, message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    writeFileSync(join(site, 'manifest.json'), JSON.stringify({ signed, signatures: [signature.toString('base64')] }))
  }

  /** What goes wrong now: a pattern of paths, and what happens instead. The first that fits holds. */
  let platformPolicy
  const faults = []
  const log = []
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    log.push({ path: pathname, range: request.headers.range })
    const headers = { 'access-control-allow-origin': '*', 'content-security-policy': platformPolicy ?? policy, 'cache-control': 'no-store' }
    const name = pathname.split('/').at(-1)
    const body = pathname === '/page'
      ? Buffer.from('<!doctype html><title>Page</title>')
      : await readFile(pathname.startsWith('/brandlint/') ? new URL(name, dist) : join(site, name)).catch(() => null)
    headers['content-type'] = pathname === '/page' ? 'text/html' : (types[extname(name)] ?? 'application/octet-stream')
    const fault = faults.find(([pattern]) => pattern.test(pathname))
    if (fault) return fault[1]({ request, response, headers, body })
    send({ request, response, headers, body })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close().closeAllConnections()
    rmSync(folder, { recursive: true })
  })
  publish(register, options)
  const { folding } = manifest().segments[0]
  return {
    folding,
    origin: `http://localhost:${server.address().port}`,
    publicKey: key.text,
    folder,
    site,
    publish,
    manifest,
    forge,
    keyPair,
    log,
    /** How often something was asked for. */
    asked: (pattern) => log.filter(({ path }) => pattern.test(path)).length,
    fault(pattern, answer) {
      faults.unshift([pattern, answer])
    },
    repair() {
      faults.length = 0
    },
    /** Another policy for everything that is served. */
    setPolicy(policy) {
      platformPolicy = policy
    },
  }
}

/** A good answer; to a question for a range with that range. */
export function send({ request, response, headers, body }) {
  if (body === null) return response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('no')
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (from >= body.length && from > 0) return response.writeHead(416, headers).end()
  const range = from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}
  response.writeHead(from > 0 ? 206 : 200, { ...headers, ...range, 'content-length': body.length - from })
  response.end(body.subarray(from))
}

/** Makes a screener in a page, as `screener`; gives what it came to. `seen` has what it told. */
export function load(page, { publicKey }, options = {}) {
  return page.evaluate(
    async ({ publicKey, options }) => {
      const { createScreener } = await import('/brandlint/index.js')
      const seen = (globalThis.seen = { statuses: [], errors: [], progress: [] })
      globalThis.screener = await createScreener({
        manifest: '/brands/manifest.json',
        publicKey,
        onStatus: (screener) => seen.statuses.push(screener.status),
        onError: (error) => seen.errors.push(`${error.code}: ${error.message}`),
        onProgress: (progress) => seen.progress.push(progress),
        ...options,
      })
      const { status, reason, serial, facts, where } = globalThis.screener
      return { status, reason: reason?.code, serial, marks: facts?.marks, where, codes: seen.errors.map((text) => text.split(':')[0]) }
    },
    { publicKey, options },
  )
}

/** Waits until something holds in a page. Pages forbid the usual way, by `eval`. */
export async function until(page, holds, what = String(holds)) {
  for (let tries = 0; tries < 150; tries++) {
    if (await page.evaluate(holds)) return
    await page.waitForTimeout(100)
  }
  throw new Error(`it never came to: ${what}; ${JSON.stringify(await page.evaluate(() => ({ ...globalThis.seen, status: globalThis.screener?.status })))}`)
}

/** Screens a title in a page: the risk, or that it was not screened. */
export const screen = (page, title) =>
  page.evaluate(async (title) => {
    const report = await globalThis.screener.screen({ title })
    return report.unavailable ? 'unavailable' : report.risk
  }, title)
