// Chromium, the demo under its policy, and what every page must not do.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from '../server.mjs'

const server = await serve(0)
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
after(async () => {
  await browser.close()
  server.close()
})

export const address = `http://localhost:${server.address().port}`

/**
 * A fresh page, closed when the test ends; the test fails when the page made an error or broke its policy.
 * `prepare` sees the page before it loads; `expected` are the complaints that the test provokes.
 */
export async function openPage(t, { prepare, origin = address, path = '/', expected = [], width = 1280, height = 900, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const complaints = []
  const requests = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('request', (request) => requests.push(request))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`),
    )
  })
  t.after(async () => {
    await context.close()
    const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))
    assert.deepEqual(unexpected, [])
    for (const pattern of expected) assert.ok(complaints.some((text) => pattern.test(text)), `${pattern} was expected`)
  })
  await prepare?.(page)
  await page.goto(origin + path)
  return Object.assign(page, { requests })
}

/** Waits until the page says so in its status line. */
export async function statusSays(page, pattern) {
  await page.locator('#status').filter({ hasText: pattern }).waitFor({ timeout: 15_000 })
}
