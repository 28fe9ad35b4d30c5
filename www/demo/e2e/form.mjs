// A page of a platform's own: a few inputs, and the published element around them, under the strict policy.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { policy } from '../server.mjs'
import { address, openPage } from './browser.mjs'

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css' }
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const headers = { 'content-security-policy': policy }

/** The inputs that most tests need. */
export const inputs = `
  <p><label>Title <input name="title"></label></p>
  <p><label>Brand <input name="brand"></label></p>
  <p><label>First point <input name="bullets[]"></label></p>
  <p><label>Second point <input name="bullets[]"></label></p>
  <p><label>Description <textarea name="description" rows="3"></textarea></label></p>`

const page = (body, { lang = 'en', dir = 'ltr', script = true }) => `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>A form</title>
  <link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/form.css">${script ? '<script type="module" src="/brandlint/element.js"></script>' : ''}</head><body><main>${body}</main></body></html>`

const plain = `body { font: 16px/1.4 sans-serif; margin: 1rem; color: light-dark(#111, #eee); background: light-dark(#fff, #111) } input, textarea, [contenteditable] { font: inherit; box-sizing: border-box; width: 100%; padding: 6px 10px }
  [contenteditable] { border: 1px solid gray; min-height: 2rem }`

/** Opens a page with this body. `script: false` leaves the element undefined. */
export async function openForm(t, body, { css = '', prepare, lang, dir, script, ...options } = {}) {
  const opened = await openPage(t, {
    ...options,
    path: '/form',
    async prepare(opened) {
      await opened.route(`${address}/form`, (route) => route.fulfill({ body: page(body, { lang, dir, script }), contentType: 'text/html; charset=utf-8', headers }))
      await opened.route(`${address}/form.css`, (route) => route.fulfill({ body: plain + css, contentType: 'text/css', headers }))
      await serveBrandlint(opened)
      await prepare?.(opened)
    },
  })
  return opened
}

/** Serves the published files at /brandlint/. */
export async function serveBrandlint(page) {
  await page.route(`${address}/brandlint/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/brandlint/', '')
    const body = await readFile(new URL(`../../package/dist/${path}`, import.meta.url)).catch(() => null)
    await (body === null ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: types[extname(path)], headers }))
  })
}

/** The words that are marked over inputs and textareas, in document order of the fields. */
export const marked = (page) => page.locator('brand-lint .mirror:not([hidden]) mark').allTextContents()

/** One of the page's own inputs, by its label. */
export const field = (page, name) => page.getByRole('textbox', { name, exact: true })

/** The card of a mark. */
export const card = (page, mark) => page.locator('brand-lint .finding').filter({ has: page.locator('.mark', { hasText: new RegExp(`^${mark}$`, 'i') }) })

/** What axe complains of. */
export async function violations(page) {
  await page.evaluate(axe)
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run())
  if (!passes.some(({ id }) => id === 'color-contrast')) throw new Error('axe has looked at no colours')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
