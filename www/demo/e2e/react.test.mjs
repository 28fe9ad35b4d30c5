// useBrandLint in real React, in Chromium and on a server.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { build } from 'esbuild'
import { policy } from '../server.mjs'
import { address, openPage } from './browser.mjs'
import { card, field, marked, serveBrandlint } from './form.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { outputFiles } = await build({
  entryPoints: [`${here}react/app.jsx`],
  bundle: true,
  write: false,
  format: 'esm',
  jsx: 'automatic',
  jsxDev: true,
  // The page has the package's own files.
  plugins: [
    {
      name: 'published',
      setup({ onResolve }) {
        onResolve({ filter: /^brandlint\/react$|^\.\/(shared|live|index)\.js$/ }, ({ path, importer }) =>
          path === 'brandlint/react' ? undefined : { path: `/brandlint/${path.slice(2)}`, external: importer.includes('package/dist') },
        )
      },
    },
  ],
})

/** A page with the app; the hash says which. */
async function openApp(t, hash = '', options = {}) {
  return openPage(t, {
    ...options,
    path: `/app${hash}`,
    async prepare(page) {
      const headers = { 'content-security-policy': policy }
      const html = '<!doctype html><html lang="en"><title>React</title><link rel="icon" href="/icon.svg"><div id="root"></div><script type="module" src="/app.js"></script><script type="module" src="/brandlint/element.js"></script></html>'
      await page.route(`${address}/app`, (route) => route.fulfill({ body: html, contentType: 'text/html', headers }))
      await page.route(`${address}/app.js`, (route) => route.fulfill({ body: outputFiles[0].text, contentType: 'text/javascript', headers }))
      await serveBrandlint(page)
      await options.prepare?.(page)
    },
  })
}

const output = (page, text) => page.locator('output').filter({ hasText: text })

test('controlled inputs under StrictMode: one index, one worker, the last text wins', async (t) => {
  const page = await openApp(t)
  await page.locator('output[data-status=ready]').waitFor()
  await field(page, 'Title').pressSequentially('N1ke shoes', { delay: 20 })
  await output(page, 'high: N1ke in title').waitFor()
  await field(page, 'Description').fill('like Gucc1')
  await output(page, 'Gucc1 in description').waitFor()
  await field(page, 'Title').fill('wool')
  await output(page, /^high: Gucc1 in description$/).waitFor()
  await page.locator('output[data-pending=false]').waitFor()
  assert.equal(page.workers().length, 1)
  assert.equal(page.requests.filter((request) => request.url().endsWith('.blx')).length, 1)
})

test('it renders when something has changed, and comes to rest', async (t) => {
  const page = await openApp(t)
  await page.locator('output[data-status=ready]').waitFor()
  await field(page, 'Title').fill('N1ke')
  await output(page, 'N1ke').waitFor()
  await page.waitForTimeout(300)
  const before = await page.evaluate(() => globalThis.renders)
  await page.waitForTimeout(700)
  assert.equal(await page.evaluate(() => globalThis.renders), before)
  // StrictMode renders twice: ready, text and pending, answer.
  assert.ok(before <= 2 * 8, `${before} renderings`)
})

test('components share a screener; other options get another one; unmounted, nothing is left', async (t) => {
  const page = await openApp(t)
  await page.locator('output[data-status=ready]').waitFor()
  await page.evaluate(() => globalThis.setForms(['/demo.blx', '/demo.blx', '/demo.blx']))
  await page.locator('output[data-status=ready]').nth(2).waitFor()
  assert.equal(page.workers().length, 1)
  await page.getByLabel('Title').nth(2).fill('N1ke')
  await output(page, 'N1ke').waitFor()
  assert.equal(await page.locator('output').filter({ hasText: 'N1ke' }).count(), 1)
  await page.evaluate(() => globalThis.setForms(['/demo.blx', '/demo.blx', '/demo.blx?other']))
  await page.waitForFunction(() => document.querySelectorAll('output[data-status=ready]').length === 3)
  await output(page, 'N1ke').waitFor()
  assert.equal(page.workers().length, 2)
  await page.evaluate(() => globalThis.unmount())
  await page.waitForTimeout(1500)
  assert.equal(page.workers().length, 0)
})

test('the index is missing: the status says so, the form goes on', async (t) => {
  const page = await openApp(t, '', { expected: [/404/], prepare: (page) => page.route('**/demo.blx', (route) => route.fulfill({ status: 404 })) })
  await page.locator('output[data-status=unavailable]').waitFor()
  await field(page, 'Title').fill('N1ke')
  await page.locator('output[data-pending=false]').waitFor()
  assert.equal(await page.locator('output').textContent(), 'none: ')
})

test('the element around React’s inputs: what it writes React hears; what React takes away it lets go', async (t) => {
  const page = await openApp(t, '#element')
  await field(page, 'Wrapped').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['N1ke'])
  await card(page, 'Nike').getByRole('button', { name: /^Remove/ }).click()
  await page.locator('p').filter({ hasText: /^shoes$/ }).waitFor()
  assert.equal(await field(page, 'Wrapped').inputValue(), 'shoes')
  await field(page, 'Wrapped').fill('N1ke')
  await card(page, 'Nike').waitFor()
  await page.evaluate(() => globalThis.setShown(false))
  await card(page, 'Nike').waitFor({ state: 'detached' })
  await page.evaluate(() => globalThis.setShown(true))
  await card(page, 'Nike').waitFor()
  await page.evaluate(() => globalThis.unmount())
  await page.waitForTimeout(1500)
  assert.equal(page.workers().length, 0)
})

test('on a server: the hook renders an empty report, loads nothing, and lets the process end', () => {
  const script = `
    import { createElement } from 'react'
    import { renderToString } from 'react-dom/server'
    import { useBrandLint } from 'brandlint/react'
    globalThis.fetch = () => { throw new Error('it fetches on a server') }
    function Form() {
      const { report, status, pending } = useBrandLint({ title: 'N1ke' }, { index: '/demo.blx' })
      return createElement('p', null, [status, pending, report.risk, report.findings.length].join())
    }
    process.stdout.write(renderToString(createElement(Form)))`
  const cwd = fileURLToPath(new URL('../../package', import.meta.url))
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd, timeout: 10_000 }).toString(), '<p>loading,false,none,0</p>')
})
