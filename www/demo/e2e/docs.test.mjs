// The documentation: every page is there, links lead somewhere, nothing is loaded from elsewhere, it searches offline.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, openPage } from './browser.mjs'

test('every page that a link leads to is there, from the front page on', async (t) => {
  const page = await openPage(t, { path: '/docs/' })
  const seen = new Set()
  const waiting = ['/docs/']
  const missing = []
  while (waiting.length > 0) {
    const path = waiting.pop()
    if (seen.has(path)) continue
    seen.add(path)
    const response = await page.request.get(address + path)
    if (!response.ok()) missing.push(path)
    if (!path.startsWith('/docs/') || !/html|\/$/.test(path)) continue
    const links = await page.evaluate(([html, base]) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href]')].map((link) => new URL(link.getAttribute('href'), base).href), [await response.text(), address + path])
    for (const link of links) if (link.startsWith(address)) waiting.push(new URL(link).pathname)
  }
  assert.deepEqual(missing, [])
  assert.ok(seen.size >= 18, `${seen.size} pages`)
})

for (const width of [1280, 390]) {
  test(`pages load nothing from elsewhere, and fit on ${width} px`, async (t) => {
    const page = await openPage(t, { path: '/docs/', width })
    for (const path of ['/docs/', '/docs/generated/form.html', '/docs/generated/codes.html', '/docs/generated/risk.html', '/docs/generated/reasons.html', '/docs/api/element.html']) {
      await page.goto(address + path)
      await page.locator('h1').first().waitFor()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.equal(overflow, 0, `${path} sticks out sideways`)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/docs-${width}-${path.split('/').at(-1) || 'index'}.png` })
    }
    assert.ok(page.requests.every((request) => request.url().startsWith(address) || request.url().startsWith('data:')))
  })
}

test('it can be searched', async (t) => {
  const page = await openPage(t, { path: '/docs/' })
  await page.getByRole('button', { name: /Search/ }).first().click()
  await page.locator('#localsearch-input').fill('imitation')
  await page.locator('.result').first().waitFor()
})
