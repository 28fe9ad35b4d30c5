// The same in Firefox: wasm in a worker, marks on their words, highlights, editing, both pages of the demo.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { after, test } from 'node:test'
import puppeteer from 'puppeteer-core'
import { policy, serve } from '../server.mjs'
import { inputs } from './form.mjs'
import { onItsWords, unseen } from './ink.mjs'

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'
assert.ok(existsSync(executablePath), `${executablePath} is missing: setup.sh installs it, or FIREFOX_PATH names another`)

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
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
after(async () => {
  await browser.close()
  server.close().closeAllConnections()
  demo.close().closeAllConnections()
})

/** Opens an address; the test fails when the page made an error. */
async function open(t, address) {
  const page = await browser.newPage()
  const complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && complaints.push(message.text()))
  t.after(async () => {
    await page.close()
    assert.deepEqual(complaints, [])
  })
  await page.setViewport({ width: 1000, height: 700 })
  await page.goto(address)
  return page
}

/** A form with this in it. */
function openForm(t, html, { lang = 'en', dir = 'ltr' } = {}) {
  body = `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><title>A form</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/form.css"><script type="module" src="/brandlint/element.js"></script><brand-lint index="/demo.blx">${html}</brand-lint></html>`
  return open(t, `http://localhost:${server.address().port}/form`)
}

/** Writes into an editor as a script can, and waits for a finding. */
async function write(page, selector, text) {
  await page.evaluate((selector, text) => {
    const input = document.querySelector(selector)
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }, selector, text)
  await page.waitForFunction(() => document.querySelector('brand-lint').report.findings.length > 0)
}

const inPanel = (page, script) => page.evaluate(`(() => { const root = document.querySelector('brand-lint').shadowRoot; return ${script} })()`)

test('Firefox: a seller types and is warned, from a worker', async (t) => {
  const page = await openForm(t, inputs, { lang: 'de' })
  await page.type('input', 'N1ke Schuhe')
  await page.waitForFunction(() => /keine Rechtsberatung/.test(document.querySelector('brand-lint').shadowRoot.querySelector('.notice')?.textContent))
  assert.equal(await page.evaluate(() => document.querySelector('brand-lint').screener.where), 'worker')
  await page.waitForFunction(() => document.querySelector('brand-lint').shadowRoot.querySelector('mark')?.textContent === 'N1ke')
  await page.waitForFunction(() => document.querySelector('brand-lint').shadowRoot.querySelector('.action'))
  await inPanel(page, `root.querySelector('.action').click()`)
  assert.equal(await page.$eval('input', (input) => input.value), 'Schuhe')
  await page.keyboard.down('Control')
  await page.keyboard.press('z')
  await page.keyboard.up('Control')
  assert.equal(await page.$eval('input', (input) => input.value), 'N1ke Schuhe', 'it can be undone')
})

const gap = '\u00a0'.repeat(30)
for (const [what, html, text, options, more] of [
  ['an input', '<input name="title" aria-label="a">', `${gap}N1ke`],
  ['an input from right to left', '<input name="title" aria-label="a">', `N1ke${gap}`, { dir: 'rtl', lang: 'ar' }],
  ['an input that scrolled', '<input name="title" aria-label="a">', `${'\u00a0'.repeat(600)}N1ke`, {}, (page) => page.evaluate(() => (document.querySelector('input').scrollLeft = 1e6))],
  ['a textarea that wraps', '<textarea name="description" rows="9" aria-label="a"></textarea>', `${'\u00a0'.repeat(12)} `.repeat(40) + ' N1ke'],
  ['a textarea that scrolled', '<textarea name="description" rows="3" aria-label="a"></textarea>', `${'\n'.repeat(20)}${gap}N1ke\n`, {}, (page) => page.evaluate(() => (document.querySelector('textarea').scrollTop = 1e6))],
]) {
  test(`Firefox: the mark lies on its words: ${what}`, async (t) => {
    const page = await openForm(t, html, options)
    await write(page, 'input, textarea', text)
    await more?.(page)
    await onItsWords(page, 'input, textarea', what)
  })
}

test('Firefox: a contenteditable is highlighted', async (t) => {
  const page = await openForm(t, '<div contenteditable="true" role="textbox" aria-label="a" data-brandlint-field="title">new <b>N1</b>ke shoes</div>')
  await page.waitForFunction(() => document.querySelector('brand-lint').report.findings.length > 0)
  assert.deepEqual(await page.evaluate(() => [...CSS.highlights].flatMap(([name, highlight]) => [...highlight].map((range) => `${name}: ${range}`))), ['brandlint-high: N1ke'])
})

test('Firefox: the demo, and a table of 10,000 rows', async (t) => {
  const address = `http://localhost:${demo.address().port}`
  const page = await open(t, `${address}/`)
  await page.waitForFunction(() => /runs in a worker/.test(document.querySelector('#status').textContent))
  await page.evaluate(() => [...document.querySelectorAll('.example')].find(({ textContent }) => textContent === 'A whole listing').click())
  await page.waitForFunction(() => document.querySelector('brand-lint').report.findings.length >= 4)
  await page.goto(`${address}/bulk.html`)
  await page.waitForFunction(() => /Checking against/.test(document.querySelector('#status').textContent))
  await page.evaluate(() => document.querySelector('#example').click())
  await page.waitForFunction(() => document.querySelector('#count').textContent === '10,000 rows')
  await page.evaluate(() => document.querySelector('#start').click())
  await page.waitForFunction(() => /10,000 rows checked/.test(document.querySelector('#count').textContent), { timeout: 60_000 })
  t.diagnostic(await page.$eval('#count', ({ textContent }) => textContent))
})
