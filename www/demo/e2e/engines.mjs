// What must hold in every browser engine: Firefox and WebKit run these; Chromium has tests of more kinds.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { after, test } from 'node:test'
import { policy, serve } from '../server.mjs'
import { inputs } from './form.mjs'
import { onItsWords, unseen } from './ink.mjs'

/**
 * A page of some browser.
 *
 * @typedef {object} EnginePage
 * @property {(address: string) => Promise<void>} goto
 * @property {(what: Function | string, ...values: unknown[]) => Promise<any>} evaluate
 * @property {(options: { clip: { x: number, y: number, width: number, height: number } }) => Promise<Uint8Array | string>} screenshot
 *   A picture of a part of the page, as PNG.
 * @property {(selector: string, text: string) => Promise<void>} type With the keyboard.
 * @property {(selector: string) => Promise<void>} end With the keyboard, to the end of the line.
 * @property {() => Promise<void>} undo As the seller does it.
 */

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css' }
let body = ''
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  const file = pathname.startsWith('/brandlint/') ? `../../package/dist/${pathname.slice(11)}` : pathname === '/demo.blx' ? '../dist/demo.blx' : undefined
  const path = file && new URL(file, import.meta.url)
  response.setHeader('content-security-policy', policy)
  if (path && existsSync(path)) response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream').end(readFileSync(path))
  else if (pathname === '/form') response.setHeader('content-type', 'text/html; charset=utf-8').end(body)
  else if (pathname === '/icon.svg') response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>')
  else if (pathname === '/form.css') response.setHeader('content-type', 'text/css').end(`body { font: 16px/1.4 sans-serif } input, textarea { font: inherit; width: 100%; box-sizing: border-box; padding: 6px 10px } ${unseen}`)
  else response.writeHead(404).end()
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const demo = await serve(0)
after(() => {
  server.close().closeAllConnections()
  demo.close().closeAllConnections()
})

/** Waits until something holds in a page. */
async function until(page, holds, ms = 15_000) {
  const end = Date.now() + ms
  while (!(await page.evaluate(holds))) {
    if (Date.now() > end) throw new Error(`it never came to: ${holds}; ${JSON.stringify(await page.evaluate(() => [document.querySelector('brand-lint')?.status, document.querySelector('brand-lint')?.report, document.querySelector('#status')?.textContent]))}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const gap = '\u00a0'.repeat(30)
const aligned = [
  ['an input', '<input name="title" aria-label="a">', `${gap}N1ke`],
  ['an input from right to left', '<input name="title" aria-label="a">', `N1ke${gap}`, { dir: 'rtl', lang: 'ar' }],
  ['an input that scrolled', '<input name="title" aria-label="a">', `${'\u00a0'.repeat(600)}N1ke`, {}, (page) => page.end('input')],
  ['a textarea that wraps', '<textarea name="description" rows="9" aria-label="a"></textarea>', `${'\u00a0'.repeat(12)} `.repeat(40) + ' N1ke'],
  ['a textarea that scrolled', '<textarea name="description" rows="3" aria-label="a"></textarea>', `${'\n'.repeat(20)}${gap}N1ke\n`, {}, (page) => page.evaluate(() => (document.querySelector('textarea').scrollTop = 1e6))],
]

/**
 * Runs the tests in an engine. `open` gives a page of 1000 by 700 pixels; the test that it is for fails when an error or
 * a warning came up in it.
 *
 * @param {string} engine
 * @param {(t: import('node:test').TestContext, address: string) => Promise<EnginePage>} open
 */
export function testEngine(engine, open) {
  /** A form with this in it. */
  async function openForm(t, html, { lang = 'en', dir = 'ltr', attributes = '' } = {}) {
    body = `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><title>A form</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/form.css"><script type="module" src="/brandlint/element.js"></script><form><brand-lint index="/demo.blx" ${attributes}>${html}</brand-lint></form></html>`
    const page = await open(t, `http://localhost:${server.address().port}/form`)
    await until(page, () => customElements.get('brand-lint') !== undefined)
    return page
  }

  /** Writes into an editor as a script can, and waits for a finding. */
  async function write(page, selector, text) {
    await page.evaluate((selector, text) => {
      const input = document.querySelector(selector)
      input.value = text
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }, selector, text)
    await until(page, () => document.querySelector('brand-lint').report.findings.length > 0)
  }

  const inPanel = (page, script) => page.evaluate(`(() => { const root = document.querySelector('brand-lint').shadowRoot; return ${script} })()`)

  test(`${engine}: a seller types and is warned, from a worker; words are taken out, and it can be undone`, async (t) => {
    const page = await openForm(t, inputs, { lang: 'de' })
    await page.type('input', 'N1ke Schuhe')
    await until(page, () => /keine Rechtsberatung/.test(document.querySelector('brand-lint').shadowRoot.querySelector('.notice')?.textContent))
    await until(page, () => document.querySelector('brand-lint').screener?.where === 'worker')
    await until(page, () => document.querySelector('brand-lint').shadowRoot.querySelector('mark')?.textContent === 'N1ke')
    await until(page, () => document.querySelector('brand-lint').shadowRoot.querySelector('.action') !== null)
    assert.equal(await inPanel(page, `root.querySelector('.finding .mark').textContent`), 'Nike')
    await until(page, () => /1/.test(document.querySelector('brand-lint').shadowRoot.querySelector('[role=status]').textContent))
    await inPanel(page, `root.querySelector('.action').click()`)
    assert.equal(await page.evaluate(() => document.querySelector('input').value), 'Schuhe')
    await page.undo()
    assert.equal(await page.evaluate(() => document.querySelector('input').value), 'N1ke Schuhe', 'it can be undone')
  })

  test(`${engine}: who is authorized is not warned`, async (t) => {
    const page = await openForm(t, inputs)
    await write(page, 'input', 'Adidas running shoes')
    await until(page, () => document.querySelector('brand-lint').shadowRoot.querySelector('[data-key^=authorize]') !== null)
    await inPanel(page, `root.querySelector('[data-key^=authorize]').click()`)
    await until(page, () => document.querySelector('brand-lint').report.risk === 'none')
    await until(page, () => document.querySelector('brand-lint').shadowRoot.querySelector('[data-key^=authorize]').ariaPressed === 'true')
    assert.equal(await inPanel(page, `root.querySelectorAll('.mirror:not([hidden]) mark').length`), 0)
  })

  test(`${engine}: a form is kept back where the platform asks for it`, async (t) => {
    const page = await openForm(t, inputs, { attributes: 'block="high"' })
    await write(page, 'input', 'N1ke shoes')
    await until(page, () => !document.querySelector('form').checkValidity())
    assert.match(await page.evaluate(() => document.querySelector('input').validationMessage), /Nike/i)
    await page.evaluate(() => {
      const input = document.querySelector('input')
      input.value = 'wool shoes'
      input.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await until(page, () => document.querySelector('form').checkValidity())
  })

  for (const [what, html, text, options, more] of aligned) {
    test(`${engine}: the mark lies on its words: ${what}`, async (t) => {
      const page = await openForm(t, html, options)
      await write(page, 'input, textarea', text)
      await more?.(page)
      await onItsWords(page, 'input, textarea', what)
    })
  }

  test(`${engine}: a contenteditable is highlighted`, async (t) => {
    const page = await openForm(t, '<div contenteditable="true" role="textbox" aria-label="a" data-brandlint-field="title">new <b>N1</b>ke shoes</div>')
    await until(page, () => document.querySelector('brand-lint').report.findings.length > 0)
    assert.deepEqual(await page.evaluate(() => [...CSS.highlights].flatMap(([name, highlight]) => [...highlight].map((range) => `${name}: ${range}`))), ['brandlint-high: N1ke'])
  })

  test(`${engine}: the demo, and a table of 10,000 rows`, async (t) => {
    const address = `http://localhost:${demo.address().port}`
    const page = await open(t, `${address}/`)
    await until(page, () => /runs in a worker/.test(document.querySelector('#status').textContent))
    await page.evaluate(() => [...document.querySelectorAll('.example')].find(({ textContent }) => textContent === 'A whole listing').click())
    await until(page, () => document.querySelector('brand-lint').report.findings.length >= 4)
    await page.goto(`${address}/bulk.html`)
    await until(page, () => /Checking against/.test(document.querySelector('#status').textContent))
    await page.evaluate(() => document.querySelector('#example').click())
    await until(page, () => document.querySelector('#count').textContent === '10,000 rows')
    await page.evaluate(() => document.querySelector('#start').click())
    await until(page, () => /10,000 rows checked/.test(document.querySelector('#count').textContent), 60_000)
    t.diagnostic(await page.evaluate(() => document.querySelector('#count').textContent))
  })
}
