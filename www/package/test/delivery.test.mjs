// The manifest in Node: the same checks as in a page, from a folder or an address, without a store.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { createScreener, ScreenerError } from 'brandlint'
import { serve } from '../../../examples/server/server.mjs'
import { base, brandlint, compile, watchList } from './register.mjs'

/** A folder with a manifest, and its public key. */
function publish(t, { algorithm = 'ed25519', words = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'brandlint-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const key = join(folder, 'key.pem')
  const site = join(folder, 'site')
  const run = (...words) => execFileSync(brandlint, words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString().trim()
  const publicKey = run('keygen', '-o', key, '--algorithm', algorithm)
  const again = (segment, ...words) => run('publish', site, segment, '--key', key, ...words)
  again(base, ...words)
  const manifest = join(site, 'manifest.json')
  const { segments } = JSON.parse(JSON.parse(readFileSync(manifest, 'utf8')).signed)
  return { site, manifest, publicKey, again, segments }
}

async function screenerFor(t, options) {
  const errors = []
  const screener = await createScreener({ ...options, onError: (error) => errors.push(error) })
  t.after(() => screener.dispose())
  return Object.assign(screener, { errors })
}

async function until(holds) {
  for (let tries = 0; tries < 100 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.ok(holds())
}

for (const algorithm of ['ed25519', 'p256']) {
  test(`a manifest signed with ${algorithm} is loaded from a path, a file: URL and an address`, async (t) => {
    const { manifest, publicKey, site } = publish(t, { algorithm, words: ['--watch', watchList] })
    const server = createServer(async (request, response) => response.end(await readFile(join(site, request.url))))
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(() => server.close().closeAllConnections())
    for (const source of [manifest, pathToFileURL(manifest), pathToFileURL(manifest).href, `http://127.0.0.1:${server.address().port}/manifest.json`]) {
      const progress = []
      const screener = await screenerFor(t, { manifest: source, publicKey, onProgress: (seen) => progress.push(seen) })
      assert.equal(screener.reason, null)
      assert.deepEqual([screener.status, screener.serial, screener.facts.segments, screener.errors.length], ['ready', 1, 2, 0])
      assert.equal((await screener.screen({ title: 'zorvelta and plondra' })).findings.length, 2)
      const downloads = progress.filter(({ step }) => step === 'download')
      assert.equal(downloads.at(-1).loaded, downloads.at(-1).total)
      const opening = progress.slice(downloads.length)
      assert.ok(opening.length > 0 && opening.every(({ step, loaded, total }) => step === 'open' && loaded >= 0 && loaded <= 1 && total === 1), JSON.stringify(progress))
    }
  })
}

test('what is wrong with a manifest or a segment has a code', async (t) => {
  const other = publish(t).publicKey
  const change = (file, edit) => writeFileSync(file, edit(readFileSync(file)))
  const cases = [
    ['signature', () => {}, { publicKey: other }],
    ['signature', () => {}, { publicKey: [] }],
    ['signature', () => {}, { publicKey: 'ed25519:nonsense!' }],
    ['signature', ({ manifest }) => change(manifest, (bytes) => String(bytes).replace('\\"serial\\":1', '\\"serial\\":2'))],
    ['signature', ({ manifest }) => writeFileSync(manifest, '{"signed":1,"signatures":[3]}')],
    ['manifest', ({ manifest }) => change(manifest, (bytes) => bytes.subarray(0, 99))],
    ['manifest', ({ manifest }) => writeFileSync(manifest, '')],
    ['manifest', ({ manifest }) => writeFileSync(manifest, 'null')],
    ['integrity', ({ manifest }) => change(manifest, (bytes) => Buffer.concat([bytes, Buffer.alloc(70_000, 32)]))],
    ['integrity', ({ site, segments }) => change(join(site, segments[0].url), (bytes) => bytes.map((byte, at) => (at === 90 ? byte ^ 1 : byte)))],
    ['integrity', ({ site, segments }) => change(join(site, segments[0].url), (bytes) => Buffer.concat([bytes, bytes]))],
    ['file', ({ site, segments }) => rmSync(join(site, segments[0].url))],
    ['file', ({ manifest }) => rmSync(manifest)],
    ['expired', ({ again }) => { again(base, '--expires', '1s'); execFileSync('sleep', ['1.1']) }],
  ]
  for (const [code, spoil, options = {}] of cases) {
    const published = publish(t)
    spoil(published)
    const screener = await screenerFor(t, { manifest: published.manifest, publicKey: published.publicKey, ...options })
    assert.deepEqual([screener.status, screener.reason?.code], ['unavailable', code], `${spoil}`)
    assert.ok(screener.errors[0] instanceof ScreenerError)
    assert.equal((await screener.screen({ title: 'zorvelta' })).unavailable, true)
  }
})

test('every flipped bit and every cut of a manifest is an error, or changes nothing', async (t) => {
  const { manifest, publicKey } = publish(t)
  const good = readFileSync(manifest)
  const { deliver } = await import('../dist/delivery.js')
  const taken = async (file) => {
    let used = false
    const sources = deliver({
      url: pathToFileURL(manifest).href,
      keys: [publicKey],
      signal: new AbortController().signal,
      request: async (url) => new Response(url.endsWith('.json') ? file : await readFile(new URL(url))),
      onProgress() {},
      onError() {},
    })
    await sources.first(async () => void (used = true)).catch((error) => assert.ok(error instanceof ScreenerError, error))
    return used
  }
  assert.equal(await taken(good), true)
  for (let at = 0; at < good.length - 1; at += 3) {
    assert.equal(await taken(good.subarray(0, at)), false, `${at} bytes`)
    const flipped = Buffer.from(good)
    flipped[at] ^= 1 << at % 8
    // The last digit of base64 has bits that mean nothing.
    if (await taken(flipped)) assert.equal(JSON.parse(flipped).signed, JSON.parse(good).signed, `byte ${at}`)
  }
})

/** Names of nobody, by number. */
function invented(number) {
  const syllables = ['zor', 'vel', 'ta', 'kwim', 'bo', 'plon', 'dra', 'bri', 'mu', 'fall', 'quen', 'tis', 'hol', 'gar', 'ne', 'spu']
  return [0, 4, 8, 12].map((at) => syllables[((number * 7919) >> at) & 15]).join('')
}

test("an update of one mark in a hundred of the demo's register has 2 % of its bytes and 4 KB at most", (t) => {
  const demo = (name) => fileURLToPath(new URL(`../../../target/demo/${name}`, import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'brandlint-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const rows = readFileSync(demo('register.jsonl'), 'utf8').trim().split('\n').map((row) => JSON.parse(row))
  // Of each hundred marks one has gone, has another beside it, has another text, is somebody else's, or is no longer valid.
  const changes = [
    () => [],
    (mark, n) => [mark, { ...mark, id: `new-${n}`, text: invented(n) }],
    (mark, n) => [{ ...mark, text: invented(n) }],
    (mark, n) => [{ ...mark, owner: `${invented(n)} Ltd` }],
    (mark) => [{ ...mark, registrations: [{ office: 'US', number: '1', classes: [9], status: 'dead' }] }],
  ]
  const next = rows.flatMap((mark, n) => (n % 100 === 0 ? changes[(n / 100) % 5](mark, n) : [mark]))
  const [register, update] = ['next.jsonl', 'update.blx'].map((name) => join(folder, name))
  writeFileSync(register, next.map((mark) => JSON.stringify(mark)).join('\n'))
  execFileSync(brandlint, ['build', register, '--base', demo('demo.blx'), '-o', update], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [whole, change] = [demo('demo.blx'), update].map((path) => readFileSync(path))
  for (const [how, [all, few]] of [['raw', [whole.length, change.length]], ['brotli', [whole, change].map((bytes) => brotliCompressSync(bytes).length)]]) {
    t.diagnostic(`${how}: ${few} of ${all} bytes, ${((few / all) * 100).toFixed(1)} %`)
    assert.ok(few <= all / 50 + 4096, `${how}: ${few} of ${all} bytes`)
  }
})

test('a newer index is taken while the process runs', async (t) => {
  const { manifest, publicKey, again } = publish(t, { words: ['--wait', '0s'] })
  const screener = await screenerFor(t, { manifest, publicKey })
  again(compile('newer', [{ id: 'quenlarossa', text: 'Quenlarossa' }]))
  await until(() => screener.serial === 2)
  assert.equal((await screener.screen({ title: 'quenlarossa' })).findings.length, 1)
  assert.equal(screener.errors.length, 0)
})

test('a screener that waits for a newer index does not keep a process from ending', async (t) => {
  const { manifest, publicKey } = publish(t)
  const script = `import { createScreener } from 'brandlint'
    const { status } = await createScreener({ manifest: ${JSON.stringify(manifest)}, publicKey: '${publicKey}' })
    const { reason } = await createScreener({ manifest: '/no/such.json', publicKey: '${publicKey}' })
    process.stdout.write(status + ' ' + reason.code)`
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000, cwd }).toString(), 'ready file')
})

test('the server of the examples refuses what the form warned of', async (t) => {
  const { manifest, publicKey } = publish(t)
  const asked = []
  const server = await serve({ manifest, publicKey, port: 0, authorizationsOf: ({ headers }) => (headers.seller === 'zorvelta' ? ['zorvelta'] : []) })
  t.after(() => server.close().closeAllConnections())
  const submit = async (body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/listings`, { method: 'POST', body, headers })
    asked.push(response.status)
    return { status: response.status, ...(await response.json()) }
  }
  const refused = await submit(JSON.stringify({ title: 'Z0rvelta hoodie', authorizations: ['zorvelta'] }))
  assert.equal(refused.status, 422, 'what the browser says of authorizations counts for nothing')
  assert.equal(refused.report.findings[0].matched, 'Z0rvelta')
  assert.equal((await submit(JSON.stringify({ title: 'Z0rvelta hoodie' }), { seller: 'zorvelta' })).status, 201)
  assert.equal((await submit(JSON.stringify({ title: 'A plain hoodie' }))).status, 201)
  for (const body of ['', 'no JSON', 'null', '[]', '{"title":5}', '{}']) assert.equal((await submit(body)).status, 400, body)
  assert.equal((await submit(`"${'x'.repeat(300_000)}"`)).status, 413)
})

test('the server of the examples takes listings, unscreened, while there is no index', async (t) => {
  const { manifest } = publish(t)
  const { publicKey } = publish(t)
  const seen = t.mock.method(console, 'error', () => {})
  const server = await serve({ manifest, publicKey, port: 0 })
  t.after(() => server.close().closeAllConnections())
  const response = await fetch(`http://127.0.0.1:${server.address().port}/listings`, { method: 'POST', body: '{"title":"Z0rvelta"}' })
  assert.deepEqual([response.status, await response.json()], [202, { accepted: true, screened: false }])
  assert.match(seen.mock.calls[0].arguments[0], /signature/)
  assert.doesNotMatch(seen.mock.calls.map(({ arguments: [text] }) => text).join(), /Z0rvelta/)
})
