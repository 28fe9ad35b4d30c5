// The published files in a page without a bundler, under the same policy.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { test } from 'node:test'
import { policy } from '../server.mjs'
import { address, openPage } from './browser.mjs'

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' }

/** An empty page next to the published files. */
const emptyPage = {
  path: '/empty',
  async prepare(page) {
    await page.route(`${address}/empty`, (route) =>
      route.fulfill({ body: '<!doctype html><title>Empty</title>', contentType: 'text/html', headers: { 'content-security-policy': policy } }),
    )
    await page.route(`${address}/brandlint/*`, async (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1)
      const body = await readFile(new URL(`../../package/dist/${name}`, import.meta.url)).catch(() => null)
      const headers = { 'content-security-policy': policy }
      await (body === null ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: types[extname(name)], headers }))
    })
  },
}

for (const worker of [true, false]) {
  const where = worker ? 'worker' : 'main'
  test(`the package by itself, in the ${where === 'main' ? 'main thread' : 'worker'}`, async (t) => {
    const page = await openPage(t, emptyPage)
    const seen = await page.evaluate(async (worker) => {
      const { createScreener, ScreenerError } = await import('/brandlint/index.js')
      const statuses = []
      const options = { worker, onStatus: ({ status }) => statuses.push(status) }
      const screener = await createScreener({ index: '/demo.blx', ...options })
      const listing = { id: '1', title: '😀 N1ke shoes' }
      const report = await screener.screen(listing)
      const [finding] = report.findings

      const wrong = await screener.screen({ title: 'x', bullets: [5] }).catch((error) => error)

      const controller = new AbortController()
      const settled = []
      const requests = ['a', 'b', 'c'].map((id, at) =>
        screener.screen({ id, title: 'N1ke' }, at === 1 ? { signal: controller.signal } : {}).then(
          (report) => settled.push(report.id),
          (error) => settled.push(error.name),
        ),
      )
      controller.abort()
      await Promise.all(requests)

      // An answer that arrives after its request was given up must not be taken for the next one's.
      const begun = new AbortController()
      const dropped = screener.screen({ id: 'dropped', title: 'z'.repeat(1_000_000) }, { signal: begun.signal }).catch((error) => error.name)
      if (worker) await new Promise((resolve) => setTimeout(resolve))
      begun.abort()
      const next = await screener.screen({ id: 'next', title: 'wool' })

      const bytes = await (await fetch('/demo.blx')).arrayBuffer()
      const fromBytes = await createScreener({ index: bytes, worker })
      const cut = await createScreener({ index: new Uint8Array(bytes, 0, 1000), worker })
      const unscreened = await cut.screen(listing)
      const where = screener.where

      const waiting = screener.screen(listing).catch((error) => error.name)
      await screener.dispose()
      const result = {
        statuses,
        where,
        matched: listing.title.slice(finding.start, finding.end),
        frozen: Object.isFrozen(report) && Object.isFrozen(finding.mark.registrations[0].classes),
        wrong: [wrong instanceof ScreenerError, wrong.name, wrong.code, /bullets/.test(wrong.message)],
        settled,
        dropped: await dropped,
        next,
        bytes: [fromBytes.status, bytes.byteLength > 1000],
        cut: [cut.status, cut.reason.code, cut.where],
        unscreened,
        waiting: await waiting,
        status: [screener.status, screener.reason.code],
      }
      await fromBytes.dispose()
      return result
    }, worker)
    assert.deepEqual(seen, {
      statuses: ['loading', 'ready'],
      where,
      matched: 'N1ke',
      frozen: true,
      wrong: [true, 'ListingError', 'listing', true],
      settled: ['AbortError', 'a', 'c'],
      dropped: 'AbortError',
      next: { id: 'next', risk: 'none', findings: [] },
      bytes: ['ready', true],
      cut: ['unavailable', 'segment', null],
      unscreened: { id: '1', risk: 'none', findings: [], unavailable: true },
      waiting: 'AbortError',
      status: ['unavailable', 'disposed'],
    })
    await page.waitForTimeout(100)
    assert.equal(page.workers().length, 0, 'no worker is left')
  })
}

test('a worker address of the page needs a policy of the page', async (t) => {
  const page = await openPage(t, { ...emptyPage, expected: [/TrustedScriptURL/, /require-trusted-types-for/] })
  const where = await page.evaluate(async () => {
    const { createScreener } = await import('/brandlint/index.js')
    const screener = await createScreener({ index: '/demo.blx', workerUrl: '/brandlint/worker.js' })
    return screener.where
  })
  assert.equal(where, 'main')
})

test('loading can be given up while it hangs', async (t) => {
  const page = await openPage(t, emptyPage)
  await page.route('**/never.blx', () => {})
  const name = await page.evaluate(async () => {
    const { createScreener } = await import('/brandlint/index.js')
    const signal = AbortSignal.timeout(300)
    return createScreener({ index: '/never.blx', signal }).catch((error) => error.name)
  })
  assert.equal(name, 'TimeoutError')
  // It may be starting still.
  for (let tries = 0; page.workers().length > 0 && tries < 50; tries++) await page.waitForTimeout(100)
  assert.equal(page.workers().length, 0)
})
