// A manifest and its segments, from a server that works: what is asked for, what is kept.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openPage } from './browser.mjs'
import { brandlint, load, marks, screen, startPlatform, until } from './platform.mjs'

const good = (serial, marks) => ({ status: 'ready', reason: undefined, serial, marks, where: 'worker', codes: [] })
const open = (t, platform, options = {}) => openPage(t, { origin: platform.origin, path: '/page', ...options })

for (const algorithm of ['ed25519', 'p256']) {
  test(`a manifest signed with ${algorithm} is loaded, and progress is told`, async (t) => {
    const platform = await startPlatform(t, { algorithm })
    const page = await open(t, platform)
    assert.deepEqual(await load(page, platform), good(1, 300))
    assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
    const { progress, statuses } = await page.evaluate(() => globalThis.seen)
    const { bytes } = platform.manifest().segments[0]
    const [downloaded, opened] = ['download', 'open'].map((wanted) => progress.filter(({ step }) => step === wanted))
    assert.deepEqual(progress, [...downloaded, ...opened], 'first it is downloaded, then opened')
    assert.deepEqual(downloaded.at(-1), { step: 'download', loaded: bytes, total: bytes })
    assert.ok(opened.length > 0 && opened.every(({ loaded, total }) => loaded > 0 && loaded < 1 && total === 1), JSON.stringify(opened))
    assert.deepEqual(statuses, ['loading', 'ready'])
  })
}

test('the second visit is ready from the store, and asks nobody while the wait lasts', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  await load(page, platform)
  platform.log.length = 0
  platform.fault(/\/brands\//, ({ response }) => response.destroy())
  await page.reload()
  assert.deepEqual(await load(page, platform), good(1, 300))
  await page.waitForTimeout(1500)
  assert.equal(platform.asked(/\/brands\//), 0)
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
})

test('a newer register is fetched behind, by its update alone, and the one before is thrown away', async (t) => {
  const platform = await startPlatform(t, { wait: '0s' })
  const page = await open(t, platform)
  await load(page, platform)
  const register = [...marks(300), { id: 'new', text: 'Kwimbolar' }]
  platform.publish(register, { update: true, wait: '1h' })
  platform.log.length = 0
  await page.reload()
  assert.deepEqual(await load(page, platform), good(1, 300), 'what is there is used at once')
  await until(page, () => globalThis.screener.serial === 2)
  assert.equal(await screen(page, 'Kwimb0lar'), 'high')
  const { segments, ways } = platform.manifest()
  assert.equal(ways.length, 2)
  const asked = platform.log.filter(({ path }) => path.endsWith('.blx')).map(({ path }) => path.split('/').at(-1))
  assert.deepEqual(asked, [segments[1].url])
  assert.ok(segments[1].bytes < segments[0].bytes / 10)

  platform.publish([{ id: 'other', text: 'Plondrastic' }])
  await page.reload()
  assert.deepEqual(await load(page, platform), good(2, 301), 'the wait lasts')
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys()
    return (await (await caches.open(name)).keys()).length
  })
  assert.equal(kept, 3, 'a manifest, a base, an update')
})

test('a page that stays open gets the newer register too', async (t) => {
  const platform = await startPlatform(t, { wait: '1s' })
  const page = await open(t, platform)
  await load(page, platform)
  platform.publish([{ id: 'other', text: 'Plondrastic' }], { wait: '1s' })
  await until(page, () => globalThis.screener.serial === 2)
  assert.equal(await screen(page, 'P1ondrastic'), 'high')
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'none')
  assert.equal(page.workers().length, 1, 'in the same worker')
  const { keys, statuses } = await page.evaluate(async () => {
    const [name] = await caches.keys()
    return { keys: (await (await caches.open(name)).keys()).length, statuses: globalThis.seen.statuses }
  })
  assert.equal(keys, 2, 'a manifest and its segment')
  assert.deepEqual(statuses, ['loading', 'ready', 'ready'])
})

test('several tabs share one download', async (t) => {
  const platform = await startPlatform(t)
  const first = await open(t, platform)
  const pages = [first, await first.context().newPage(), await first.context().newPage()]
  for (const page of pages.slice(1)) await page.goto(`${platform.origin}/page`)
  const loaded = await Promise.all(pages.map((page) => load(page, platform)))
  assert.deepEqual(loaded, pages.map(() => good(1, 300)))
  assert.equal(platform.asked(/\.blx$/), 1)
  assert.equal(platform.asked(/manifest\.json$/), 1)
})

test('keys are changed: either of two is enough, on both sides', async (t) => {
  const platform = await startPlatform(t)
  const next = platform.keyPair('p256')
  const file = join(platform.folder, 'next.pem')
  writeFileSync(file, next.pem)
  const page = await open(t, platform)
  assert.equal((await load(page, { publicKey: [next.text, platform.publicKey] })).status, 'ready')
  platform.publish(marks(10), { keys: [join(platform.folder, 'key.pem'), file] })
  for (const publicKey of [next.text, platform.publicKey]) {
    const other = await open(t, platform)
    assert.deepEqual(await load(other, { publicKey }), good(2, 10))
  }
  platform.publish(marks(20), { keys: [file] })
  const last = await open(t, platform)
  assert.deepEqual(await load(last, { publicKey: [platform.publicKey, next.text] }), good(3, 20))
})

/** A segment of one mark, as a platform builds it. */
function segmentOf(platform, mark) {
  const [rows, segment] = ['jsonl', 'blx'].map((kind) => join(platform.folder, `${mark.id}.${kind}`))
  writeFileSync(rows, JSON.stringify(mark))
  execFileSync(brandlint, ['build', rows, '-o', segment], { stdio: 'ignore' })
  return segment
}

test('shards and watch lists, all that the manifest names, are searched with the register, behind an update too', async (t) => {
  const platform = await startPlatform(t, { wait: '0s' })
  const page = await open(t, platform)
  const others = { watch: segmentOf(platform, { id: 'watched', text: 'Quenlarossa' }), shard: segmentOf(platform, { id: 'category', text: 'Brimfallon' }) }
  const titles = ['Quen1arossa', 'Brimfa11on', 'Zorve1ta 64q']
  const risks = async () => [await screen(page, titles[0]), await screen(page, titles[1]), await screen(page, titles[2])]
  platform.publish(marks(300), { ...others, wait: '0s' })
  assert.deepEqual(await load(page, platform), good(2, 302))
  assert.deepEqual(await risks(), ['high', 'high', 'high'])
  assert.deepEqual(platform.manifest().segments.map(({ role }) => role).sort(), ['base', 'shard', 'watch'])
  platform.log.length = 0
  platform.publish([...marks(300), { id: 'new', text: 'Kwimbolar' }], { ...others, update: true })
  await until(page, () => globalThis.screener.serial === 3)
  assert.deepEqual([await page.evaluate(() => globalThis.screener.facts.marks), platform.asked(/\.blx$/)], [303, 1])
  assert.deepEqual([...(await risks()), await screen(page, 'Kwimb0lar')], ['high', 'high', 'high', 'high'])
})

test("a segment of the page's own is searched with the register", async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  copyFileSync(segmentOf(platform, { id: 'own', text: 'Quenlarossa' }), join(platform.site, 'own.blx'))
  assert.deepEqual(await load(page, platform, { index: '/brands/own.blx' }), good(1, 301))
  assert.deepEqual([await screen(page, 'Quen1arossa'), await screen(page, 'Zorve1ta 64q')], ['high', 'high'])
})

/** As in a window without a secure origin, and in some private ones. */
const withoutCaches = (page) => page.addInitScript(() => Object.defineProperty(globalThis, 'caches', { value: undefined }))

test('without a Cache API the register is kept in IndexedDB', async (t) => {
  const platform = await startPlatform(t, { wait: '0s' })
  const page = await open(t, platform, { prepare: withoutCaches })
  assert.deepEqual(await load(page, platform), good(1, 300))
  assert.equal(platform.asked(/database\.js$/), 1)
  await until(page, async () => (await indexedDB.databases()).length === 1)
  platform.publish([...marks(300), { id: 'new', text: 'Kwimbolar' }], { update: true })
  await page.reload()
  assert.deepEqual(await load(page, platform), good(1, 300), 'what is there is used at once')
  await until(page, () => globalThis.screener.serial === 2)
  await until(
    page,
    async () => {
      const [{ name }] = await indexedDB.databases()
      const opened = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)))
      const database = await opened(indexedDB.open(name))
      const keys = await opened(database.transaction('files').objectStore('files').getAllKeys())
      database.close()
      return keys.length === 3
    },
    'a manifest, a base and an update are kept',
  )
  platform.fault(/\/brands\//, ({ response }) => response.destroy())
  await page.reload()
  assert.deepEqual(await load(page, platform), good(2, 301))
  assert.equal(await screen(page, 'Kwimb0lar'), 'high')
})

/** Breaks every transfer of a segment off behind so many bytes, and then waits until something of it is kept. */
async function leave(page, platform, bytes) {
  platform.fault(/\.blx$/, ({ response, headers, body }) => {
    response.writeHead(200, { ...headers, 'content-length': body.length })
    response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 100))
  })
  const left = load(page, platform).catch(() => {})
  await until(page, async () => {
    const [name] = await caches.keys()
    return name !== undefined && (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith('.blx?part'))
  })
  platform.repair()
  platform.log.length = 0
  await page.reload()
  await left
}

const parts = (page) =>
  page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0])
    return (await cache.keys()).filter(({ url }) => url.endsWith('?part')).length
  })

test('a page is left in the middle of a download: the next visit goes on from there', async (t) => {
  const platform = await startPlatform(t, { register: marks(20_000) })
  const page = await open(t, platform, { expected: [/Failed to load resource/] })
  await leave(page, platform, 60_000)
  assert.deepEqual(await load(page, platform), good(1, 20_000))
  const ranges = platform.log.filter(({ path }) => path.endsWith('.blx')).map(({ range }) => range)
  assert.deepEqual(ranges, ['bytes=60000-'])
  assert.equal(await screen(page, 'Zorve1ta 64q'), 'high')
  await until(page, async () => (await (await caches.open((await caches.keys())[0])).keys()).length === 2)
  assert.equal(await parts(page), 0)
})

test('what a visit before has left is damaged: the download starts anew', async (t) => {
  const platform = await startPlatform(t, { register: marks(20_000) })
  const page = await open(t, platform, { expected: [/Failed to load resource/] })
  await leave(page, platform, 60_000)
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0])
    const [part] = (await cache.keys()).filter(({ url }) => url.endsWith('?part'))
    await cache.put(part.url, new Response(new Uint8Array(60_000)))
  })
  assert.deepEqual(await load(page, platform), good(1, 20_000))
  const ranges = platform.log.filter(({ path }) => path.endsWith('.blx')).map(({ range }) => range)
  assert.deepEqual(ranges, ['bytes=60000-', undefined])
})
