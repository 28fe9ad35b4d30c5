// A manifest and its segments, from a server that works: what is asked for, what is kept.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openPage } from './browser.mjs'
import { load, marks, screen, startPlatform, until } from './platform.mjs'

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
    assert.deepEqual(progress.at(-1), { loaded: bytes, total: bytes })
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

test('a watch list is searched with the register', async (t) => {
  const platform = await startPlatform(t)
  const page = await open(t, platform)
  const rows = join(platform.folder, 'watch.jsonl')
  writeFileSync(rows, JSON.stringify({ id: 'watched', text: 'Quenlarossa' }))
  const { execFileSync } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const watch = join(platform.folder, 'watch.blx')
  execFileSync(fileURLToPath(new URL('../../../target/release/brandlint', import.meta.url)), ['build', rows, '-o', watch], { stdio: 'ignore' })
  platform.publish(marks(300), { watch })
  assert.deepEqual(await load(page, platform), good(2, 301))
  assert.equal(await screen(page, 'Quen1arossa'), 'high')
})
