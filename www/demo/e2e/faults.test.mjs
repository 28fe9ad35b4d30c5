// Everything that can go wrong between a platform and its sellers: the form works, the platform is told,
// and when the cause is gone the screener recovers by itself.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { policy } from '../server.mjs'
import { openPage } from './browser.mjs'
import { load, marks, screen, send, startPlatform, until } from './platform.mjs'

/** What Chromium itself says of answers that are missing. */
const failed = /Failed to load resource/

const open = (t, platform, options = {}) => openPage(t, { origin: platform.origin, path: '/page', ...options })
const codes = (page) => page.evaluate(() => globalThis.seen.errors.map((text) => text.split(':')[0]))
const isReady = () => globalThis.screener.status === 'ready'

/** Loads the page again and makes another screener there. */
async function again(page, platform, options) {
  await page.reload()
  return load(page, platform, options)
}

const answers = {
  'missing (404)': ({ response, headers }) => response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('no'),
  'broken (500)': ({ response, headers }) => response.writeHead(500, headers).end(),
  'a web page': ({ response, headers }) => response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end('<!doctype html>'),
  'a web page of another type': ({ response, headers }) => response.writeHead(200, headers).end('<!doctype html><title>Shop</title>'),
  'unreachable': ({ response }) => response.destroy(),
  'empty': ({ response, headers }) => response.writeHead(200, headers).end(),
  'endless': ({ response, headers }) => {
    response.writeHead(200, headers)
    const more = setInterval(() => response.write(Buffer.alloc(65536)), 1)
    response.on('close', () => clearInterval(more))
  },
}

for (const [what, file, answer, code] of [
  ['the manifest', /manifest\.json$/, 'missing (404)', 'http'],
  ['the manifest', /manifest\.json$/, 'broken (500)', 'http'],
  ['the manifest', /manifest\.json$/, 'a web page', 'http'],
  ['the manifest', /manifest\.json$/, 'a web page of another type', 'manifest'],
  ['the manifest', /manifest\.json$/, 'unreachable', 'network'],
  ['the manifest', /manifest\.json$/, 'empty', 'manifest'],
  ['the manifest', /manifest\.json$/, 'endless', 'integrity'],
  ['a segment', /\.blx$/, 'missing (404)', 'http'],
  ['a segment', /\.blx$/, 'a web page', 'http'],
  ['a segment', /\.blx$/, 'a web page of another type', 'integrity'],
  ['a segment', /\.blx$/, 'endless', 'integrity'],
  ['the wasm', /\.wasm$/, 'missing (404)', 'wasm'],
  ['the wasm', /\.wasm$/, 'a web page of another type', 'wasm'],
]) {
  test(`${what} is ${answer}: unavailable, told, and ready when it is there`, async (t) => {
    const platform = await startPlatform(t)
    platform.fault(file, answers[answer])
    const page = await open(t, platform, { expected: /404|500|unreachable/.test(answer) ? [failed] : [] })
    const seen = await load(page, platform)
    assert.deepEqual([seen.status, seen.reason], ['unavailable', code])
    assert.ok(seen.codes.includes(code), String(seen.codes))
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'unavailable')
    platform.repair()
    await until(page, isReady)
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
    assert.equal(await page.evaluate(() => globalThis.screener.reason), null)
  })
}

test('the types of the files are wrong: manifest, segment and wasm are taken all the same; without its worker the page screens', async (t) => {
  const platform = await startPlatform(t)
  platform.fault(/\.(blx|json|wasm)$|worker\.js$/, ({ headers, ...go }) => send({ ...go, headers: { ...headers, 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' } }))
  const page = await open(t, platform)
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.where, seen.codes], ['ready', 'main', ['worker']])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  platform.repair()
  assert.deepEqual((({ where, codes }) => [where, codes])(await again(page, platform)), ['worker', []])
})

for (const [what, fault, code] of [
  ['its manifest is a web page', [/manifest\.json$/, answers['a web page']], 'http'],
  ['its manifest is cut', [/manifest\.json$/, (go) => send({ ...go, body: go.body.subarray(0, 300) })], 'manifest'],
  ['a byte of its manifest is changed', [/manifest\.json$/, (go) => send({ ...go, body: Buffer.from(String(go.body).replace('serial\\":2', 'serial\\":3')) })], 'signature'],
  ['its segment is missing', [/\.blx$/, answers['missing (404)']], 'http'],
  ['a bit of its segment is changed', [/\.blx$/, (go) => send({ ...go, body: go.body.map((byte, at) => (at === 100 ? byte ^ 4 : byte)) })], 'integrity'],
  ['its segment is longer than it says', [/\.blx$/, (go) => send({ ...go, body: Buffer.concat([go.body, Buffer.from('!')]) })], 'integrity'],
]) {
  test(`a new index comes and ${what}: the last good one is used, stale, until it is repaired`, async (t) => {
    const platform = await startPlatform(t, { wait: '1s' })
    const page = await open(t, platform, { expected: /missing/.test(what) ? [failed] : [] })
    assert.equal((await load(page, platform)).status, 'ready')
    platform.fault(...fault)
    platform.publish([{ id: 'other', text: 'Plondrastic' }], { wait: '1s' })
    await until(page, () => globalThis.screener.status === 'stale')
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high', 'the last good one')
    assert.ok((await codes(page)).includes(code), String(await codes(page)))
    assert.equal(await page.evaluate(() => globalThis.screener.serial), 1)

    // So it is at the next visit.
    assert.equal((await again(page, platform)).serial, 1)
    platform.repair()
    await until(page, () => globalThis.screener.serial === 2 && globalThis.screener.status === 'ready')
    assert.equal(await screen(page, 'P1ondrastic'), 'high')
  })
}

test('an update is missing: the whole register is taken instead', async (t) => {
  const platform = await startPlatform(t, { wait: '0s' })
  const page = await open(t, platform, { expected: [failed] })
  await load(page, platform)
  platform.publish([...marks(300), { id: 'new', text: 'Kwimbolar' }], { update: true })
  const { segments } = platform.manifest()
  platform.fault(new RegExp(segments[1].url), answers['missing (404)'])
  await again(page, platform)
  await until(page, () => globalThis.screener.serial === 2)
  assert.equal(await page.evaluate(() => globalThis.screener.status), 'ready')
  assert.equal(await screen(page, 'Kwimb0lar'), 'high')
  assert.deepEqual(await codes(page), ['http'])
})

test('a transfer breaks off: it goes on from there', async (t) => {
  const platform = await startPlatform(t, { register: marks(20_000) })
  let cuts = 0
  platform.fault(/\.blx$/, (go) => {
    if (cuts++ >= 2) return send(go)
    const from = Number(/\d+/.exec(go.request.headers.range ?? '0'))
    const range = from > 0 ? { 'content-range': `bytes ${from}-${go.body.length - 1}/${go.body.length}` } : {}
    go.response.writeHead(from > 0 ? 206 : 200, { ...go.headers, ...range, 'content-length': go.body.length - from })
    go.response.write(go.body.subarray(from, from + 60_000), () => setTimeout(() => go.response.destroy(), 100))
  })
  const page = await open(t, platform, { expected: [failed] })
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.marks], ['ready', 20_000])
  const asked = platform.log.filter(({ path }) => path.endsWith('.blx')).map(({ range }) => Number(/\d+/.exec(range ?? '0')))
  assert.equal(asked.length, 3)
  assert.ok(asked[0] === 0 && asked[1] > 0 && asked[2] > asked[1], String(asked))
  const { progress } = await page.evaluate(() => globalThis.seen)
  const steps = ['download', 'open'].map((wanted) => progress.filter(({ step }) => step === wanted))
  assert.deepEqual(steps.flat(), progress, 'first it is downloaded, then opened')
  for (const step of steps) {
    assert.ok(step.length > 1 && step.every(({ loaded }, at) => at === 0 || loaded >= step[at - 1].loaded), 'it never goes back')
  }
})

test('a transfer breaks off and the server knows no ranges: it starts anew', async (t) => {
  const platform = await startPlatform(t)
  let cuts = 0
  platform.fault(/\.blx$/, (go) => {
    if (cuts++ > 0) return send({ ...go, request: { headers: {} } })
    go.response.writeHead(200, { ...go.headers, 'content-length': go.body.length })
    go.response.write(go.body.subarray(0, 1000), () => setTimeout(() => go.response.destroy(), 100))
  })
  const page = await open(t, platform, { expected: [failed] })
  assert.equal((await load(page, platform)).status, 'ready')
  assert.equal(cuts, 2)
})

test('a transfer stalls: it goes on from there', async (t) => {
  const platform = await startPlatform(t, { register: marks(20_000) })
  let stalls = 0
  platform.fault(/\.blx$/, (go) => {
    if (stalls++ > 0) return send(go)
    go.response.writeHead(200, { ...go.headers, 'content-length': go.body.length })
    go.response.write(go.body.subarray(0, 60_000))
  })
  const page = await open(t, platform)
  await page.clock.install()
  await page.reload()
  const loading = load(page, platform)
  await until(page, () => globalThis.seen?.progress.length > 0)
  await page.clock.fastForward(31_000)
  await page.clock.resume()
  assert.equal((await loading).status, 'ready')
  const asked = platform.log.filter(({ path }) => path.endsWith('.blx')).map(({ range }) => range)
  assert.deepEqual(asked, [undefined, 'bytes=60000-'])
})

test('the server has half a file and calls it whole', async (t) => {
  const platform = await startPlatform(t)
  platform.fault(/\.blx$/, (go) => send({ ...go, body: go.body.subarray(0, go.body.length / 2) }))
  const page = await open(t, platform, {})
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.reason], ['unavailable', 'integrity'])
  platform.repair()
  await until(page, isReady)
})

test('an old manifest is put in the place of a newer one: it is not taken', async (t) => {
  const platform = await startPlatform(t, { wait: '0s' })
  const file = join(platform.site, 'manifest.json')
  const old = await readFile(file)
  platform.publish(marks(10), { wait: '0s' })
  const page = await open(t, platform)
  assert.equal((await load(page, platform)).serial, 2)
  const newest = await readFile(file)
  await writeFile(file, old)
  await until(page, () => globalThis.screener.status === 'stale')
  assert.deepEqual((await codes(page)).slice(0, 1), ['rollback'])
  assert.equal((await again(page, platform)).serial, 2)
  await until(page, () => globalThis.screener.status === 'stale')
  assert.equal(await page.evaluate(() => globalThis.screener.facts.marks), 10)
  await writeFile(file, newest)
  await until(page, isReady)
})

test('a manifest of somebody else is not taken', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  const other = platform.keyPair('ed25519')
  platform.forge((manifest) => (manifest.serial = 9), other)
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.reason], ['unavailable', 'signature'])
  assert.equal(platform.asked(/\.blx$/), 0, 'nothing that it points at was fetched')
  platform.publish(marks(5), { 'public-key': other.text })
  await until(page, isReady)
})

test('the clock is years ahead: what is expired by it is not taken, until the clock is right', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  await page.clock.install({ time: Date.now() + 5 * 365 * 86_400_000 })
  await page.reload()
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.reason], ['unavailable', 'expired'])
  await page.clock.setSystemTime(Date.now())
  await page.clock.resume()
  await until(page, isReady)
})

test('the clock is years behind: the index is used, and refreshed', async (t) => {
  const platform = await startPlatform(t, { wait: '2s' })
  const page = await open(t, platform)
  await load(page, platform)
  await page.clock.install({ time: new Date('2001-01-01') })
  assert.equal((await again(page, platform)).status, 'ready')
  platform.publish(marks(10), { wait: '2s' })
  await until(page, () => globalThis.screener.serial === 2)
})

test('the index expires without a network: stale, and still used; a new one makes it ready', async (t) => {
  const platform = await startPlatform(t, { wait: '1s', expires: '8s' })
  const page = await open(t, platform, { expected: [failed] })
  assert.equal((await load(page, platform)).status, 'ready')
  platform.fault(/\/brands\//, answers.unreachable)
  await page.waitForTimeout(1500)
  assert.equal(await page.evaluate(() => globalThis.screener.status), 'ready', 'good until it expires')
  await until(page, () => globalThis.screener.status === 'stale')
  assert.equal((await again(page, platform)).status, 'stale', 'so at the next visit')
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  platform.repair()
  platform.publish(marks(300))
  await until(page, isReady)
})

/** The worker's script with more behind it. */
const extended = (more) => ({ body, ...go }) => send({ ...go, body: Buffer.concat([body, Buffer.from(`\n${more}`)]) })

test('what the first name is looked up in is made as soon as the index is open, before anybody asks', async (t) => {
  const platform = await startPlatform(t)
  // How many listings were screened is told as how much is opened.
  platform.fault(/worker\.js$/, extended(`
    const { parse } = JSON, answer = postMessage.bind(globalThis), work = onmessage
    let screened = 0, version
    JSON.parse = (text) => { screened++; return parse(text) }
    globalThis.postMessage = (message) => { version = message[0]; answer(message) }
    onmessage = (event) => { work(event); if (event.data[1] === 'open') answer([version, 0, 10 + screened]) }`))
  const page = await open(t, platform)
  assert.equal((await load(page, platform)).where, 'worker')
  await until(page, () => globalThis.seen.progress.some(({ loaded }) => loaded === 11))
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

test('the engine stops before anybody asks: unavailable, told, and ready when it is mended', async (t) => {
  const platform = await startPlatform(t)
  platform.fault(/worker\.js$/, extended(`
    const answer = postMessage.bind(globalThis), work = onmessage
    let version
    globalThis.postMessage = (message) => { version = message[0]; answer(message) }
    onmessage = (event) => { work(event); if (event.data[1] === 'open') answer([version, event.data[0], 'out of memory', 'wasm']) }`))
  const page = await open(t, platform)
  await load(page, platform)
  await until(page, () => globalThis.screener.status === 'unavailable')
  assert.deepEqual([...new Set(await codes(page))], ['wasm'])
  platform.repair()
  await until(page, isReady)
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

test('the disk is full: it works without a store, and says so', async (t) => {
  const platform = await startPlatform(t, { register: marks(5000) })
  const page = await open(t, platform)
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: platform.origin, quotaSize: 10 })
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.marks], ['ready', 5000])
  await until(page, () => globalThis.seen.errors.some((text) => text.startsWith('storage: ')))
  await session.send('Storage.overrideQuotaForOrigin', { origin: platform.origin })
  assert.equal((await again(page, platform)).status, 'ready')
  await page.waitForTimeout(300)
  const asked = platform.asked(/\.blx$/)
  assert.deepEqual([(await again(page, platform)).codes, platform.asked(/\.blx$/)], [[], asked], 'kept when there is room')
})

test('the disk is full when a newer index comes: the last good one stays in the store', async (t) => {
  const platform = await startPlatform(t, { wait: '1s' })
  const page = await open(t, platform)
  await load(page, platform)
  await page.waitForTimeout(200)
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: platform.origin, quotaSize: 10 })
  platform.publish(marks(10), { wait: '1s' })
  await until(page, () => globalThis.screener.serial === 2)
  platform.fault(/\/brands\//, answers.unreachable)
  await page.reload()
  assert.deepEqual((await load(page, platform)).serial, 1)
})

test('the store is damaged: what is damaged is fetched again', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  await load(page, platform)
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0])
    const url = (await cache.keys()).map(({ url }) => url).find((url) => url.endsWith('.blx'))
    const bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer())
    bytes[700] ^= 1
    await cache.put(url, new Response(bytes))
  })
  const seen = await again(page, platform)
  assert.deepEqual([seen.status, seen.codes[0]], ['ready', 'storage'])
  assert.equal(platform.asked(/\.blx$/), 2)
  assert.deepEqual((await again(page, platform)).codes, [])
})

test('storage, locks and workers are forbidden, as in a sandboxed frame: it works without', async (t) => {
  const platform = await startPlatform(t)
  platform.setPolicy('sandbox allow-scripts')
  const page = await open(t, platform)
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.where], ['ready', 'main'])
  assert.deepEqual([...new Set(seen.codes)].sort(), ['storage', 'worker'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

for (const [what, more, where, expected] of [
  ['no worker-src at all', null, 'worker', []],
  ["worker-src 'none'", "worker-src 'none'", 'main', [/worker-src/]],
]) {
  test(`a policy with ${what}: it runs in the ${where === 'main' ? 'page' : 'worker'}`, async (t) => {
    assert.ok(!policy.includes('worker-src'))
    const platform = await startPlatform(t)
    platform.setPolicy(more === null ? policy : `${policy}, ${more}`)
    const page = await open(t, platform, { expected })
    const seen = await load(page, platform)
    assert.deepEqual([seen.status, seen.where], ['ready', where])
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  })
}

test('no wasm is allowed: unavailable, and the form works', async (t) => {
  const platform = await startPlatform(t)
  platform.setPolicy(policy.replace(" 'wasm-unsafe-eval'", ''))
  const page = await open(t, platform, { expected: [/policy violated: script-src by wasm-eval/] })
  const seen = await load(page, platform)
  assert.deepEqual([seen.status, seen.reason], ['unavailable', 'wasm'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'unavailable')
})

test('the worker is killed without a word: unavailable, then a new one', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  await page.clock.install()
  await page.reload()
  await load(page, platform)
  await page.workers()[0].evaluate(() => globalThis.close())
  await page.evaluate(() => {
    globalThis.asked = globalThis.screener.screen({ title: 'Zorve1ta 64q' })
  })
  await page.clock.fastForward(31_000)
  assert.equal(await page.evaluate(async () => (await globalThis.asked).unavailable), true)
  await page.clock.resume()
  await until(page, isReady)
  assert.deepEqual(await codes(page), ['worker'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  assert.equal(page.workers().length, 1)
})

test('the worker throws: unavailable, then a new one; what is asked meanwhile is answered', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  await load(page, platform)
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('out of memory') }))
  await until(page, () => globalThis.screener.status === 'unavailable')
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'unavailable')
  await until(page, isReady)
  assert.deepEqual(await codes(page), ['worker'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

/** The wasm with a limit to its memory, in pages of 64 KB. */
function limited(wasm, pages) {
  const leb = (at) => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      value |= (wasm[at] & 127) << shift
      if (wasm[at++] < 128) return [value, at]
    }
  }
  for (let at = 8; at < wasm.length; ) {
    const [size, from] = leb(at + 1)
    if (wasm[at] === 5) {
      // One memory, without a limit: flag 0 and its first size.
      assert.deepEqual([wasm[from], wasm[from + 1]], [1, 0])
      const [first] = leb(from + 2)
      const digits = (n) => [(n & 127) | 128, (n >> 7 & 127) | 128, n >> 14]
      const section = Buffer.from([1, 1, ...digits(first), ...digits(pages)])
      return Buffer.concat([wasm.subarray(0, at), Buffer.from([5, section.length]), section, wasm.subarray(from + size)])
    }
    at = from + size
  }
  throw new Error('no memory')
}

for (const worker of [true, false]) {
  test(`wasm runs out of memory, in the ${worker ? 'worker' : 'page'}: a trap, unavailable, then ready`, async (t) => {
    const platform = await startPlatform(t)
    platform.fault(/\.wasm$/, (go) => send({ ...go, body: limited(go.body, 200) }))
    const page = await open(t, platform)
    assert.equal((await load(page, platform, { worker })).status, 'ready')
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
    assert.equal(await screen(page, 'a secret title '.repeat(200_000)), 'unavailable')
    await until(page, isReady)
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
    const { errors } = await page.evaluate(() => globalThis.seen)
    assert.equal(errors.length, 1)
    assert.match(errors[0], /^wasm: /)
    assert.doesNotMatch(errors.join(), /secret/)
  })
}

test('two versions at once: an index for another brandlint is not taken, and does no harm to the one that is here', async (t) => {
  const platform = await startPlatform(t, { wait: '1s' })
  const page = await open(t, platform)
  assert.equal((await load(page, platform)).status, 'ready')
  platform.forge((manifest) => {
    manifest.serial = 2
    for (const segment of manifest.segments) segment.folding = '00000000'
  })
  await until(page, () => globalThis.screener.status === 'stale')
  assert.ok((await codes(page)).includes('format'))
  assert.equal((await again(page, platform)).serial, 1)
  // The page of the other version, beside it.
  platform.fault(/delivery\.js$/, (go) => send({ ...go, body: Buffer.from(String(go.body).replaceAll(/"\d+ [0-9a-f]{8}"/g, '"3 00000000"')) }))
  const other = await page.context().newPage()
  await other.goto(`${platform.origin}/page`)
  assert.deepEqual((await load(other, platform)).serial, 2)
  platform.repair()
  assert.equal((await again(page, platform)).serial, 1, 'each has a store of its own')
  platform.forge((manifest) => {
    manifest.serial = 3
    for (const segment of manifest.segments) segment.folding = platform.folding
  })
  await until(page, () => globalThis.screener.serial === 3)
})

/** Workers that a server may still have, or have already: what else they do is of no matter. */
const otherWorkers = {
  'another version of today’s': (own, version) => own.replaceAll(version, 'other0'),
  'one that names no version': () => 'onmessage = ({ data: [number] }) => postMessage([number, null])',
  'one that can’t load this wasm': () => "onmessage = ({ data: [number] }) => postMessage([number, 'import object field', 'wasm'])",
  'one of another shape': () => "onmessage = ({ data }) => postMessage({ id: data.id, value: null })\npostMessage('started')",
  'one that does not understand': () => 'onmessage = ({ data }) => postMessage(data.id.length)',
}

/** Worker and wasm have this in them: the wasm at its end. */
const versionOf = (wasm) => String(wasm.subarray(-6))

for (const [what, other] of Object.entries(otherWorkers)) {
  test(`two versions at once: the worker is ${what}: the page screens, says so, and has its worker when it is there`, async (t) => {
    const platform = await startPlatform(t)
    const version = versionOf(await readFile(new URL('../../package/dist/brandlint_bg.wasm', import.meta.url)))
    platform.fault(/\/worker\.js$/, (go) => {
      const body = other(String(go.body), version)
      assert.notEqual(body, String(go.body))
      send({ ...go, body: Buffer.from(body) })
    })
    const page = await open(t, platform)
    const seen = await load(page, platform)
    assert.deepEqual([seen.status, seen.reason, seen.where, seen.codes], ['ready', undefined, 'main', ['worker']])
    if (!/understand/.test(what)) assert.match((await page.evaluate(() => globalThis.seen.errors))[0], /of another version/)
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
    assert.equal(page.workers().length, 0)
    platform.repair()
    const next = await again(page, platform)
    assert.deepEqual([next.status, next.where, next.codes], ['ready', 'worker', []])
  })
}

test('two versions at once: a worker that answers nothing is waited for, and then the page screens', async (t) => {
  const platform = await startPlatform(t)
  platform.fault(/\/worker\.js$/, (go) => send({ ...go, body: Buffer.from('onmessage = () => {}') }))
  const page = await open(t, platform)
  await page.clock.install()
  await page.reload()
  const loading = load(page, platform)
  const loaded = loading.then(() => true)
  // It is not waited for before it is asked.
  while (!(await Promise.race([loaded, page.waitForTimeout(300)]))) await page.clock.fastForward(31_000)
  const seen = await loading
  assert.deepEqual([seen.status, seen.where, seen.codes], ['ready', 'main', ['worker']])
  await page.clock.resume()
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

test('two versions at once: a page that stays open, whose worker stops, gets that of a newer version: the page screens', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  assert.equal((await load(page, platform)).where, 'worker')
  platform.fault(/\/worker\.js$/, (go) => send({ ...go, body: Buffer.from(String(go.body).replaceAll(/"[0-9a-f]{6}"(?=,)/g, '"newer0"')) }))
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('out of memory') }))
  await until(page, () => globalThis.screener.status === 'unavailable')
  await until(page, isReady)
  assert.equal(await page.evaluate(() => globalThis.screener.where), 'main')
  assert.deepEqual(await codes(page), ['worker', 'worker'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

for (const worker of [true, false]) {
  test(`two versions at once: the wasm is of another, in the ${worker ? 'worker' : 'page'}: unavailable, then ready`, async (t) => {
    const platform = await startPlatform(t)
    platform.fault(/\.wasm$/, (go) => send({ ...go, body: Buffer.concat([go.body.subarray(0, -6), Buffer.from('other0')]) }))
    const page = await open(t, platform)
    const seen = await load(page, platform, { worker })
    assert.deepEqual([seen.status, seen.reason], ['unavailable', 'wasm'])
    assert.match(await page.evaluate(() => globalThis.screener.reason.message), /of another version/)
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'unavailable')
    platform.repair()
    await until(page, isReady)
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  })
}

test('giving up ends the download and the worker', async (t) => {
  const platform = await startPlatform(t)
  platform.fault(/\.blx$/, () => {})
  const page = await open(t, platform)
  const name = await page.evaluate(async (publicKey) => {
    const { createScreener } = await import('/brandlint/index.js')
    const signal = AbortSignal.timeout(400)
    return createScreener({ manifest: '/brands/manifest.json', publicKey, signal }).catch((error) => error.name)
  }, platform.publicKey)
  assert.equal(name, 'TimeoutError')
  await page.waitForTimeout(300)
  assert.equal(page.workers().length, 0)
  assert.deepEqual(await page.evaluate(async () => (await navigator.locks.query()).held.length), 0)
})
