// The documentation: every page is there, links lead somewhere, nothing is loaded from elsewhere, it searches offline.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, openPage } from './browser.mjs'
import { violations } from './form.mjs'

/** The pages of the documentation, as the links lead to them. */
const pages = new Set()

test('every page that a link leads to is there, from the front page on, which the demo links to', async (t) => {
  const page = await openPage(t)
  await page.getByRole('link', { name: 'Documentation' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
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
    pages.add(path)
    const links = await page.evaluate(([html, base]) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href]')].map((link) => new URL(link.getAttribute('href'), base).href), [await response.text(), address + path])
    for (const link of links) if (link.startsWith(address)) waiting.push(new URL(link).pathname)
  }
  assert.deepEqual(missing, [])
  assert.ok(seen.size >= 18, `${seen.size} pages`)
})

test('everything that was promised has its page', () => {
  for (const name of ['', 'generated/form', 'generated/recipes', 'generated/register', 'generated/finds', 'generated/codes', 'generated/reasons', 'generated/risk', 'generated/security', 'generated/measured', 'generated/benchmarks', 'generated/limits', 'api/', 'api/element', 'api/react', 'api/live', 'api/bulk', 'api/inline']) {
    assert.ok(pages.has(`/docs/${name}`) || pages.has(`/docs/${name}.html`), `${name} of ${[...pages]}`)
  }
})

for (const [colorScheme, width] of [['light', 1280], ['dark', 390], ['light', 320]]) {
  test(`pages load nothing from elsewhere, fit, and are accessible: ${colorScheme}, ${width} px`, async (t) => {
    const page = await openPage(t, { path: '/docs/', width, colorScheme })
    for (const path of pages) {
      await page.goto(address + path)
      await page.locator('h1').first().waitFor()
      assert.equal(await page.evaluate(() => document.documentElement.classList.contains('dark')), colorScheme === 'dark')
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.equal(overflow, 0, `${path} sticks out sideways`)
      // The colours are those of wider pages.
      if (width > 320) assert.deepEqual(await violations(page), [], path)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/docs-${colorScheme}-${width}-${path.split('/').at(-1) || 'index'}.png` })
    }
    assert.ok(page.requests.every((request) => request.url().startsWith(address) || request.url().startsWith('data:')))
  })
}

test('the plots of the benchmarks are there, and say in words what they are', async (t) => {
  const page = await openPage(t, { path: '/docs/generated/benchmarks.html' })
  await page.locator('main img').first().waitFor()
  const plots = await page.evaluate(() => Promise.all([...document.querySelectorAll('main img')].map(async (image) => {
    await image.decode()
    return { alt: image.alt, width: image.naturalWidth, local: new URL(image.src).origin === location.origin }
  })))
  assert.ok(plots.length >= 3, `${plots.length} plots`)
  for (const { alt, width, local } of plots) assert.ok(/^Plot: /.test(alt) && width > 0 && local, alt)
})

test('it can be searched', async (t) => {
  const page = await openPage(t, { path: '/docs/' })
  await page.getByRole('button', { name: /Search/ }).first().click()
  await page.locator('#localsearch-input').fill('imitation')
  await page.locator('.result').first().waitFor()
})
