import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createScreener, ScreenerError } from 'brandlint'
import { base, brandlint, compile, damaged, watchList } from './register.mjs'

/** A screener that is disposed of when the test ends. */
async function screenerFor(t, options) {
  const screener = await createScreener(options)
  t.after(() => screener.dispose())
  return screener
}

test('a listing is screened', async (t) => {
  const screener = await screenerFor(t, { index: base })
  assert.equal(screener.reason, null)
  assert.equal(screener.status, 'ready')
  assert.equal(screener.where, 'main')
  const { marks, forms, segments, folding } = screener.facts
  assert.deepEqual({ marks, forms, segments }, { marks: 2, forms: 3, segments: 1 })
  assert.match(folding, /^[0-9a-f]{8}$/)

  const report = await screener.screen({ id: '7', title: 'Z0rvelta hoodie', category: { nice: [25] } })
  assert.equal(report.id, '7')
  assert.equal(report.risk, 'high')
  assert.equal(report.findings.length, 1)
  const [finding] = report.findings
  assert.deepEqual(finding.mark, {
    id: 'zorvelta',
    text: 'ZORVELTA',
    owner: 'Zorvelta Ltd',
    registrations: [{ office: 'US', number: '1', classes: [25], status: 'live', expires: '' }],
  })
  assert.equal(finding.field, 'title')
  assert.equal(finding.how, 'lookalike')
  assert.equal(finding.goods, 'same')
  assert.equal(finding.sound, 1)
  assert.ok(finding.reasons.includes('disguised'))
  assert.match(finding.message, /ZORVELTA/)
  assert.ok(!('unavailable' in report))
})

test('messages are in the language of the seller, else of the listing, as on the command line', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const title = 'Z0rvelta hoodie'
  for (const spoken of [{}, { language: 'en-GB' }, { language: 'de' }, { language: 'de', locale: 'fr-CA' }, { locale: 'zh-TW' }, { language: 'sw' }, { language: 'ar' }]) {
    const listing = JSON.stringify({ title, ...spoken })
    const [{ message }] = JSON.parse(execFileSync(brandlint, ['screen', '-i', base], { input: listing })).findings
    assert.equal((await screener.screen({ title, ...spoken })).findings[0].message, message)
    assert.equal(/trademark/.test(message), !['de', 'fr', 'zh', 'ar'].includes((spoken.locale ?? spoken.language ?? '').slice(0, 2)), message)
  }
})

test('two marks are compared as on the command line', async (t) => {
  const screener = await screenerFor(t, { index: base })
  for (const pair of [['Zentrix', 'ZENTREX'], ['Blue Harbor Coffee', 'BLUE HARBOR'], ['ナイキ', 'NIKE'], ['', 'Kwimbo']]) {
    const likeness = await screener.compare(...pair)
    // The engine counts in single precision.
    const single = JSON.parse(execFileSync(brandlint, ['compare', ...pair]), (_, value) => (typeof value === 'number' ? Math.fround(value) : value))
    assert.deepEqual(likeness, single)
    assert.ok(Object.isFrozen(likeness.alignment))
  }
  const translated = compile('translated', [{ id: 'wolf', text: 'Wolf', forms: [{ text: 'Lupo', kind: 'translation' }] }])
  const { meaning, similar } = await (await screenerFor(t, { index: translated })).compare('LUPO', 'WOLF')
  assert.deepEqual({ meaning, similar }, { meaning: 1, similar: true })
  const without = await screenerFor(t, { index: damaged(base, 'no-index.blx', (bytes) => bytes.subarray(9)) })
  assert.equal(await without.compare('Zentrix', 'ZENTREX'), undefined)
})

test('a policy moves thresholds, and a wrong one makes the screener unavailable', async (t) => {
  const title = 'Laces for Zorvelta shoes'
  const risk = async (policy) => (await (await screenerFor(t, { index: base, policy })).screen({ title })).risk
  assert.equal(await risk({}), 'low')
  assert.equal(await risk({ leastRisk: 'medium' }), 'none')
  for (const [policy, key] of [
    [{ offices: { US: 'severe' } }, 'policy.offices.US'],
    [{ offices: { usa: 'strict' } }, 'offices.usa'],
    [{ gatted: [] }, 'policy.gatted'],
    [{ leastSight: 3 }, 'leastSight'],
  ]) {
    const screener = await screenerFor(t, { index: base, policy })
    assert.equal(screener.status, 'unavailable')
    assert.equal(screener.reason.code, 'policy')
    assert.ok(screener.reason.message.startsWith(key), screener.reason.message)
  }
})

test('a listing without conflicts has an empty report', async (t) => {
  const screener = await screenerFor(t, { index: base })
  assert.deepEqual(await screener.screen({ title: 'Hand-knitted scarf' }), { risk: 'none', findings: [] })
})

test('spans are UTF-16 code units of the text as given', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const listing = {
    title: '👟🏽 new 𝐙𝐨𝐫𝐯𝐞𝐥𝐭𝐚 hoodie',
    brand: 'é́ Zоrvelta',
    bullets: ['nothing', '快宝乐玩具 👨‍👩‍👧'],
    description: '\ud800 lone \udc00 Z O R V E L T A',
    keywords: ['kwimbo'],
  }
  const report = await screener.screen(listing)
  const found = report.findings.map(({ field, start, end, matched }) => {
    const [name, at] = field.split('/')
    const text = at === undefined ? listing[name] : listing[name][Number(at)]
    assert.equal(text.slice(start, end), matched)
    return `${field}: ${matched}`
  })
  assert.deepEqual(found.sort(), [
    'brand: Zоrvelta',
    'bullets/1: 快宝乐',
    'description: Z O R V E L T A',
    'keywords/0: kwimbo',
    'title: 𝐙𝐨𝐫𝐯𝐞𝐥𝐭𝐚',
  ])
})

test('reports are plain and deeply frozen', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const report = await screener.screen({ title: 'zorvelta' })
  ;(function check(value) {
    if (typeof value !== 'object' || value === null) return
    assert.ok(Object.isFrozen(value))
    assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)))
    Object.values(value).forEach(check)
  })(report)
  assert.throws(() => report.findings[0].mark.registrations.push(1), TypeError)
})

test('what a form keeps its state in is taken: proxies, getters, extra keys', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const state = new Proxy({ get title() { return 'zorvelta' }, onChange() {}, draft: true }, {})
  assert.equal((await screener.screen(state)).findings.length, 1)
})

test('the listing is screened as it was when asked', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const listing = { title: 'zorvelta' }
  const asked = screener.screen(listing)
  listing.title = ''
  assert.equal((await asked).findings.length, 1)
})

test('wrong types are an error that names the key, and the screener goes on', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const wrong = [
    [{ title: 5 }, /title/],
    [{ title: 'x', bullets: 'not a list' }, /bullets/],
    [{ title: 'x', keywords: [1] }, /keywords/],
    [{ title: 'x', category: { nice: ['25'] } }, /category/],
    [{ title: 'x', authorizations: {} }, /authorizations/],
    [{}, /title/],
    [[], /title|object/],
    [null, /object/],
    [undefined, /object/],
    [{ title: 10n }, /JSON/],
  ]
  for (const [listing, message] of wrong) {
    await assert.rejects(screener.screen(listing), (error) => {
      assert.ok(error instanceof ScreenerError)
      assert.equal(error.name, 'ListingError')
      assert.equal(error.code, 'listing')
      assert.match(error.message, message)
      return true
    })
  }
  assert.equal(screener.status, 'ready')
  assert.equal((await screener.screen({ title: 'zorvelta' })).findings.length, 1)
})

test('odd texts neither break nor hang anything', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const texts = ['', ' ', '\u0000\u0001\u001f', '\ud83d', '\udc00\ud83d', 'z'.repeat(1_000_000), 'zorvelta '.repeat(20_000), '\u0301'.repeat(100_000)]
  for (const title of texts) {
    const report = await screener.screen({ title, brand: '', bullets: [''], description: title })
    for (const { field, start, end, matched } of report.findings) {
      assert.ok(field === 'title' || field === 'description')
      assert.equal(title.slice(start, end), matched)
    }
  }
})

test('an index may be a path, a file: URL, an address, or bytes, and several are searched as one', async (t) => {
  const bytes = await readFile(base)
  const server = createServer((_, response) => response.end(bytes))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close().closeAllConnections())
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const sources = [
    base,
    pathToFileURL(base),
    pathToFileURL(base).href,
    `http://127.0.0.1:${server.address().port}/base.blx`,
    bytes,
    buffer,
    [watchList, base],
  ]
  for (const index of sources) {
    const screener = await screenerFor(t, { index })
    assert.equal(screener.reason, null)
    assert.equal(screener.facts.segments, Array.isArray(index) ? 2 : 1)
    assert.equal((await screener.screen({ title: 'zorvelta' })).findings.length, 1)
  }
  assert.equal(buffer.byteLength, bytes.length, "the caller's buffer is still the caller's")
  const both = await screenerFor(t, { index: [watchList, base] })
  assert.equal((await both.screen({ title: 'plondra and zorvelta' })).findings.length, 2)
})

test('an index that is cut, changed or foreign makes the screener unavailable, never throws', async (t) => {
  const flips = [0, 4, 40, 0.5, 0.9].map((where, at) =>
    damaged(base, `flipped-${at}.blx`, (bytes) => {
      const place = where < 1 && where > 0 ? Math.floor(bytes.length * where) : where
      bytes[place] ^= 4
      return bytes
    }),
  )
  const broken = [
    ...flips,
    damaged(base, 'cut.blx', (bytes) => bytes.subarray(0, -1)),
    damaged(base, 'half.blx', (bytes) => bytes.subarray(0, bytes.length / 2)),
    damaged(base, 'empty.blx', () => ''),
    damaged(base, 'page.html', () => '<!doctype html><title>Not found</title>'),
    damaged(base, 'register.jsonl', () => '{"id":"1","text":"x"}'),
  ]
  for (const index of broken) {
    const screener = await screenerFor(t, { index })
    assert.equal(screener.status, 'unavailable', index)
    assert.ok(screener.reason instanceof ScreenerError)
    assert.equal(screener.reason.code, 'segment', index)
    assert.ok(screener.reason.message.length > 10)
    assert.equal(screener.facts, null)
    assert.equal(screener.where, null)
    const report = await screener.screen({ id: 'x', title: 'zorvelta' })
    assert.deepEqual(report, { id: 'x', risk: 'none', findings: [], unavailable: true })
    assert.ok(Object.isFrozen(report))
  }
})

test('one bad segment among good ones makes all of it unavailable', async (t) => {
  const cut = damaged(base, 'cut-2.blx', (bytes) => bytes.subarray(0, -9))
  const screener = await screenerFor(t, { index: [watchList, cut] })
  assert.equal(screener.reason?.code, 'segment')
})

test('what is wrong with an address is told apart', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('BL')
      setTimeout(() => response.destroy(), 20)
    } else if (request.url === '/page') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>')
    } else {
      response.writeHead(404).end('no')
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close().closeAllConnections())
  const at = `http://127.0.0.1:${server.address().port}`
  const cases = [
    [{ index: `${at}/missing` }, 'http', /404/],
    [{ index: `${at}/page` }, 'http', /web page/],
    [{ index: `${at}/cut` }, 'network', /fetched/],
    [{ index: 'http://127.0.0.1:1/x' }, 'network', /fetched/],
    [{ index: '/no/such/file.blx' }, 'file', /file\.blx/],
    [{ index: [] }, 'segment', /missing/],
    [{}, 'segment', /missing/],
    [{ index: base, wasm: '/no/such.wasm' }, 'wasm', /such\.wasm/],
    [{ index: base, wasm: new Uint8Array([0, 1, 2, 3]) }, 'wasm', /loaded/],
  ]
  for (const [options, code, message] of cases) {
    const screener = await screenerFor(t, options)
    assert.equal(screener.status, 'unavailable')
    assert.equal(screener.reason.code, code)
    assert.match(screener.reason.message, message)
    assert.equal((await screener.screen({ title: 'x' })).unavailable, true)
  }
})

test('the page is told of every status', async (t) => {
  const seen = []
  const onStatus = ({ status, reason }) => seen.push([status, reason?.code])
  await screenerFor(t, { index: base, onStatus })
  await screenerFor(t, { index: '/no/such', onStatus })
  assert.deepEqual(seen, [['loading', undefined], ['ready', undefined], ['loading', undefined], ['unavailable', 'file']])
})

test('a request that is given up rejects at once; the others are answered, in order', async (t) => {
  const screener = await screenerFor(t, { index: base })
  const already = AbortSignal.abort()
  await assert.rejects(screener.screen({ title: 'zorvelta' }, { signal: already }), { name: 'AbortError' })

  const answered = []
  const controllers = Array.from({ length: 5 }, () => new AbortController())
  const requests = controllers.map(({ signal }, at) =>
    screener.screen({ id: String(at), title: 'zorvelta' }, { signal }).then((report) => answered.push(report.id)),
  )
  controllers[0].abort()
  controllers[3].abort()
  const settled = await Promise.allSettled(requests)
  assert.deepEqual(settled.map(({ status }) => status), ['rejected', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  for (const at of [0, 3]) assert.equal(settled[at].reason.name, 'AbortError')
  assert.deepEqual(answered, ['1', '2', '4'])
  const reason = new Error('a reason of my own')
  const own = new AbortController()
  const request = screener.screen({ title: '' }, { signal: own.signal })
  own.abort(reason)
  await assert.rejects(request, reason)
})

test('loading can be given up', async () => {
  await assert.rejects(createScreener({ index: base, signal: AbortSignal.abort() }), { name: 'AbortError' })
  const controller = new AbortController()
  const loading = createScreener({ index: base, signal: controller.signal })
  controller.abort()
  await assert.rejects(loading, { name: 'AbortError' })
})

test('after dispose nothing is answered', async () => {
  const screener = await createScreener({ index: base })
  const waiting = screener.screen({ title: 'zorvelta' })
  await screener.dispose()
  await assert.rejects(waiting, { name: 'AbortError' })
  await assert.rejects(screener.screen({ title: 'zorvelta' }), { name: 'AbortError' })
  assert.equal(screener.status, 'unavailable')
  assert.equal(screener.reason.code, 'disposed')
  await screener.dispose()

  const other = await createScreener({ index: base })
  await other[Symbol.asyncDispose]()
  assert.equal(other.reason.code, 'disposed')
})

test('disposing of one screener leaves another alone', async (t) => {
  const one = await createScreener({ index: base })
  const other = await screenerFor(t, { index: base })
  await one.dispose()
  assert.equal((await other.screen({ title: 'zorvelta' })).findings.length, 1)
})

test('importing any entry in bare Node does nothing', () => {
  for (const entry of ['index.js', 'node.js', 'worker.js', 'engine.js', 'delivery.js', 'database.js', 'error.js', 'element.js', 'element-class.js', 'advice.js', 'highlighted.js', 'react.js', 'inline.js', 'live.js', 'shared.js']) {
    const url = new URL(`../dist/${entry}`, import.meta.url).href
    const before = 'const before = Object.keys(globalThis).length;'
    const script = `${before} await import(${JSON.stringify(url)}); process.stdout.write(String(Object.keys(globalThis).length - before))`
    // A handle left open would keep the process from ending.
    assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 }).toString(), '0')
  }
})

test('the wasm and the worker can be had by name', async () => {
  const wasm = await readFile(new URL(import.meta.resolve('brandlint/wasm')))
  assert.equal(wasm.toString('latin1', 0, 4), '\0asm')
  const worker = await readFile(new URL(import.meta.resolve('brandlint/worker')), 'utf8')
  assert.doesNotMatch(worker, /\bimport\b\s*[("'{*]/, 'the worker is one file')
})

test('the worker is too big to be inlined as a data: URL, which policies forbid', async () => {
  assert.ok((await readFile(new URL('../dist/worker.js', import.meta.url))).length > 4096)
})
