import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../server.mjs'
import { address, openPage, statusSays } from './browser.mjs'
import { card, field, marked, violations } from './form.mjs'

const ready = /Checking against [\d,]+ marks · runs in a worker/
/** The card whose first line says the risk. */
const risk = (page, mark) => card(page, mark).locator('.risk').innerText()

test('a seller types and is warned, without a submit; clears, and the warning goes', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await field(page, 'Title').pressSequentially('👟 N1ke running shoes', { delay: 10 })
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['N1ke'])
  assert.match(await card(page, 'Nike').innerText(), /High risk\s+Nike[\s\S]*“N1ke” in Title[\s\S]*write the name as it is/)
  assert.match(await page.locator('#report').textContent(), /"matched": "N1ke"/)
  await page.getByRole('button', { name: 'Clear' }).click()
  await card(page, 'Nike').waitFor({ state: 'detached' })
  assert.deepEqual(await marked(page), [])
  assert.equal(await field(page, 'Title').evaluate((input) => input === document.activeElement), true)
})

test('every field is checked and findings select their words in it', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const words = { Brand: 'S0ny', 'Key point 2': 'works like a N1ke', 'About the product': 'Line one\n\nby Ａｄｉｄａｓ' }
  for (const [label, text] of Object.entries(words)) await field(page, label).fill(text)
  for (const [mark, place, id, selected] of [
    ['Sony', '“S0ny” in Brand', 'brand', 'S0ny'],
    ['Nike', '“N1ke” in Key point 2', 'bullet-2', 'N1ke'],
    ['Adidas', '“Ａｄｉｄａｓ” in About the product', 'description', 'Ａｄｉｄａｓ'],
  ]) {
    await card(page, mark).getByRole('button', { name: place, exact: true }).click()
    const active = await page.evaluate(() => {
      const { id, value, selectionStart, selectionEnd } = document.activeElement
      return [id, value.slice(selectionStart, selectionEnd)]
    })
    assert.deepEqual(active, [id, selected])
    await page.waitForTimeout(50)
    assert.equal(await card(page, mark).evaluate((card) => card.classList.contains('active')), true)
  }
})

test('every example shows what it promises', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const examples = [
    ['A digit for a letter', 'Nike', 'N1ke', 'High risk'],
    ['Full-width letters', 'Gucci', 'Ｇｕｃｃｉ', 'High risk'],
    ['Cyrillic look-alikes', 'Nike', 'Nіke', 'High risk'],
    ['Spelled out', 'Adidas', 'A d i d a s', 'High risk'],
    ['An accessory', 'Samsung', 'Samsung'],
    ['Chinese', 'Uniqlo', '优衣库'],
    ['Japanese', 'Uniqlo', 'ユニクロ'],
  ]
  for (const [label, mark, words, expected] of examples) {
    await page.getByRole('button', { name: label, exact: true }).click()
    await page.waitForTimeout(100)
    await card(page, mark).waitFor()
    assert.ok((await marked(page)).includes(words), `${label}: ${words} is marked`)
    if (expected !== undefined) assert.equal(await risk(page, mark), expected, label)
  }
  await page.getByRole('button', { name: 'An ordinary word' }).click()
  await page.waitForTimeout(300)
  assert.equal(await page.locator('brand-lint .finding.high').count(), 0, 'an ordinary word is no high risk')
  await page.getByRole('button', { name: 'A whole listing' }).click()
  for (const mark of ['Sony', 'Panasonic']) {
    await card(page, mark).waitFor()
    assert.equal(await risk(page, mark), 'High risk')
  }
  await page.getByRole('button', { name: 'Nothing to find' }).click()
  await page.locator('brand-lint .summary', { hasText: 'No names of others' }).waitFor()
})

test('an authorized seller is not warned, until another listing is begun', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await field(page, 'Title').fill('Adidas running shoes')
  await card(page, 'Adidas').getByRole('button', { name: 'I’m authorized to sell Adidas' }).click()
  await page.locator('brand-lint .summary', { hasText: 'No names of others' }).waitFor()
  assert.equal(await risk(page, 'Adidas'), 'Authorized')
  assert.deepEqual(await marked(page), [])
  await page.getByRole('button', { name: 'Clear' }).click()
  await field(page, 'Title').fill('Adidas running shoes')
  await page.locator('brand-lint .finding.medium').waitFor()
})

test('the category tells what the goods are', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await field(page, 'Title').fill('Adidas running shoes')
  await page.getByLabel('Category').selectOption('Shoes')
  await page.getByText('Compared with brands in Nice class 25').waitFor()
  await card(page, 'Adidas').filter({ hasText: 'registered for goods like yours' }).waitFor()
})

test('on a phone a bar leads to the findings', async (t) => {
  const page = await openPage(t, { width: 390, height: 700 })
  await statusSays(page, ready)
  await field(page, 'Title').fill('N1ke shoes')
  await page.getByRole('link', { name: 'Names to check: 1' }).click()
  await page.waitForFunction(() => document.querySelector('#check').getBoundingClientRect().top < 700)
  assert.ok(await card(page, 'Nike').isVisible())
})

test('the page keeps to its policy, and nothing typed leaves it', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const [first] = page.requests
  assert.equal((await (await first.response()).allHeaders())['content-security-policy'], policy)
  for (const directive of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'", 'trusted-types brandlint bulk']) {
    assert.ok(policy.split('; ').includes(directive))
  }
  assert.equal(page.workers().length, 1)
  await page.getByRole('button', { name: 'Nothing to find' }).click()
  await page.locator('brand-lint .summary', { hasText: 'No names of others' }).waitFor()
  const loaded = page.requests.length
  await page.getByRole('button', { name: 'A whole listing' }).click()
  await card(page, 'Sony').waitFor()
  await page.getByRole('button', { name: 'Publish listing' }).click()
  await page.getByText('nothing was published or sent').waitFor()
  assert.equal(page.requests.length, loaded)
  assert.ok(page.requests.every((request) => request.method() === 'GET' && request.url().startsWith(address) && !request.url().includes('?')))
})

test('odd texts neither break nor hang the page', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  for (const text of ['\u0001\u0002', '\ud83d', '<img src=x onerror=alert(1)>', 'N1ke '.repeat(500), 'a'.repeat(100_000)]) {
    await page.evaluate((text) => {
      const input = document.querySelector('#title')
      input.value = text
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }, text)
    await page.waitForTimeout(200)
  }
  await field(page, 'Title').fill('N1ke')
  await card(page, 'Nike').waitFor()
})

for (const [what, answer, reason] of [
  ['missing', { status: 404, body: 'no' }, /404/],
  ['a web page', { contentType: 'text/html', body: '<!doctype html><title>Shop</title>' }, /web page/],
  ['some other file', { contentType: 'application/octet-stream', body: 'GIF89a' }, /has 6 bytes instead/],
  ['cut', 'cut', /bytes instead of/],
  ['unreachable', 'abort', /can't be fetched/],
]) {
  test(`the index is ${what}: the form works and says that the check doesn't`, async (t) => {
    const page = await openPage(t, {
      expected: answer.status === 404 || answer === 'abort' ? [/Failed to load resource/] : [],
      prepare: (page) =>
        page.route('**/brands/*.blx', async (route) => {
          if (answer === 'abort') return route.abort()
          if (answer !== 'cut') return route.fulfill(answer)
          const whole = await (await route.fetch()).body()
          await route.fulfill({ body: whole.subarray(0, whole.length - 1000), contentType: 'application/octet-stream' })
        }),
    })
    await statusSays(page, /Not checking/)
    await page.locator('brand-lint .summary', { hasText: 'The brand check isn’t available right now.' }).waitFor()
    assert.match(await page.locator('#unavailable-reason').textContent(), reason)
    await page.getByRole('status').filter({ hasText: 'You can go on' }).waitFor({ state: 'attached' })
    await field(page, 'Title').pressSequentially('N1ke shoes')
    await page.getByRole('button', { name: 'Publish listing' }).click()
    await page.getByText('nothing was published or sent').waitFor()
    assert.equal(await field(page, 'Title').inputValue(), 'N1ke shoes')
    assert.deepEqual(await marked(page), [])
  })
}

for (const [what, prepare, expected] of [
  ["the worker's script is missing", (page) => page.route('**/worker-*.js', (route) => route.fulfill({ status: 404, body: '' })), []],
  ['workers are forbidden', withPolicy("worker-src 'none'"), [/worker-src/]],
  ["the worker's policy is not allowed", withPolicy('trusted-types other'), [/trusted-types/i]],
]) {
  test(`${what}: the page does the work itself`, async (t) => {
    const page = await openPage(t, { prepare, expected })
    await statusSays(page, /Checking against [\d,]+ marks · runs in the page itself/)
    assert.equal(page.workers().length, 0)
    await field(page, 'Title').fill('N1ke shoes')
    await card(page, 'Nike').waitFor()
  })
}

/** Serves the page with one more policy: browsers keep to all of them. */
function withPolicy(more) {
  return (page) =>
    page.route(`${address}/`, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': `${policy}, ${more}` } })
    })
}

test('wasm of the wrong type is taken; missing wasm is said', async (t) => {
  const wrong = await openPage(t, {
    prepare: (page) => page.context().route('**/*.wasm', async (route) => route.fulfill({ response: await route.fetch(), contentType: 'text/plain' })),
  })
  await statusSays(wrong, ready)
  const missing = await openPage(t, {
    prepare: (page) => page.context().route('**/*.wasm', (route) => route.fulfill({ status: 404 })),
    // The browser's own words.
    expected: [/status of 404/],
  })
  await statusSays(missing, /Not checking/)
  assert.match(await missing.locator('#unavailable-reason').textContent(), /404 instead of the wasm/)
})

test('the worker stops later: the form goes on and says so, and the check comes back', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('out of memory') }))
  await statusSays(page, /Not checking/)
  assert.match(await page.locator('#unavailable-reason').textContent(), /the worker stopped: .*out of memory/)
  assert.deepEqual(await marked(page), [])
  await page.locator('brand-lint .summary', { hasText: 'The brand check isn’t available right now.' }).waitFor()
  await field(page, 'Title').fill('Z Gucci shoes N1ke')
  await statusSays(page, ready)
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['Gucci', 'N1ke'])
})

test('the second visit needs no network for its index', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await page.route('**/brands/**', (route) => route.abort())
  await page.reload()
  await statusSays(page, ready)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
})

for (const [colorScheme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]]) {
  test(`no accessibility violation, ${colorScheme}, ${width} px`, async (t) => {
    const page = await openPage(t, { colorScheme, width, reducedMotion: 'reduce' })
    await statusSays(page, ready)
    await page.getByRole('button', { name: 'A whole listing' }).click()
    await card(page, 'Sony').waitFor()
    await page.getByText('The report, as your code gets it').click()
    assert.deepEqual(await violations(page), [])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(overflow, 0, 'nothing sticks out sideways')
  })
}

test('no accessibility violation while the check is unavailable', async (t) => {
  const page = await openPage(t, { prepare: (page) => page.route('**/brands/*.blx', (route) => route.fulfill({ contentType: 'text/html', body: '' })) })
  await statusSays(page, /Not checking/)
  assert.deepEqual(await violations(page), [])
})
