import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { policy } from '../server.mjs'
import { address, openPage, statusSays } from './browser.mjs'

const ready = /Checking against [\d,]+ marks · runs in a worker/
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The words that are marked in a field. */
const marked = (page, label) =>
  page.getByLabel(label, { exact: true }).locator('xpath=..').locator('mark:not([data-risk=none])').allTextContents()

const finding = (page, mark) => page.locator('.finding').filter({ has: page.getByRole('heading', { name: mark, exact: true }) })

test('a seller types and is warned, without a submit; clears, and the warning goes', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const title = page.getByLabel('Title')
  await title.pressSequentially('👟 N1ke running shoes', { delay: 10 })
  await finding(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page, 'Title'), ['N1ke'])
  assert.match(await finding(page, 'Nike').innerText(), /High risk\s+Nike\s+“N1ke”\s+in Title\s[\s\S]*write the name as it is/)
  assert.match(await page.locator('#title-note').innerText(), /High risk: Nike/)
  await title.fill('')
  await finding(page, 'Nike').waitFor({ state: 'detached' })
  assert.deepEqual(await marked(page, 'Title'), [])
  assert.equal(await page.locator('#title-note').isVisible(), false)
})

test('marks move with their words at once while one types before them', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await page.getByLabel('Title').fill('N1ke shoes')
  await finding(page, 'Nike').waitFor()
  const [during] = await page.evaluate(() => {
    const input = document.querySelector('#title')
    input.setRangeText('new ', 0, 0, 'end')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    return [...document.querySelectorAll('.mirror mark')].map(({ textContent }) => textContent)
  })
  assert.equal(during, 'N1ke')
})

test('the last text wins', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  for (const text of ['N1ke', 'Ｇｕｃｃｉ', 'A d i d a s', 'wool scarf']) await page.getByLabel('Title').fill(text)
  await page.locator('#summary', { hasText: 'No names of others' }).waitFor()
  await page.waitForTimeout(300)
  assert.equal(await page.locator('.finding').count(), 0)
})

test('every field is checked and findings select their words in it', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const words = { Brand: 'S0ny', 'Key point 2': 'works like a N1ke', 'About the product': 'Line one\n\nby Ａｄｉｄａｓ' }
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label, { exact: true }).fill(text)
  for (const [mark, place, id, selected] of [
    ['Sony', '“S0ny” in Brand', 'brand', 'S0ny'],
    ['Nike', '“N1ke” in Key point 2', 'bullet-2', 'N1ke'],
    ['Adidas', '“Ａｄｉｄａｓ” in Description', 'description', 'Ａｄｉｄａｓ'],
  ]) {
    await finding(page, mark).getByRole('button', { name: place }).click()
    const active = await page.evaluate(() => {
      const { id, value, selectionStart, selectionEnd } = document.activeElement
      return [id, value.slice(selectionStart, selectionEnd)]
    })
    assert.deepEqual(active, [id, selected])
    assert.equal(await finding(page, mark).evaluate((card) => card.classList.contains('active')), true)
  }
})

test('every example shows what it promises', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const examples = [
    ['A digit for a letter', 'Nike', 'N1ke', 'high'],
    ['Full-width letters', 'Gucci', 'Ｇｕｃｃｉ', 'high'],
    ['Cyrillic look-alikes', 'Nike', 'Nіke', 'high'],
    ['Spelled out', 'Adidas', 'A d i d a s', 'high'],
    ['An accessory', 'Samsung', 'Samsung'],
    ['Chinese', 'Uniqlo', '优衣库'],
    ['Japanese', 'Uniqlo', 'ユニクロ'],
  ]
  for (const [label, mark, words, risk] of examples) {
    await page.getByRole('button', { name: label }).click()
    await finding(page, mark).waitFor()
    assert.ok((await marked(page, 'Title')).includes(words), `${label}: ${words} is marked`)
    if (risk !== undefined) assert.equal(await finding(page, mark).getAttribute('data-risk'), risk, label)
  }
  await page.getByRole('button', { name: 'An ordinary word' }).click()
  await page.waitForTimeout(300)
  assert.equal(await page.locator('.finding[data-risk=high]').count(), 0, 'an ordinary word is no high risk')
  await page.getByRole('button', { name: 'A whole listing' }).click()
  for (const mark of ['Sony', 'Panasonic']) {
    await finding(page, mark).waitFor()
    assert.equal(await finding(page, mark).getAttribute('data-risk'), 'high')
  }
  await page.getByRole('button', { name: 'Nothing to find' }).click()
  await page.locator('#summary', { hasText: 'No names of others' }).waitFor()
})

test('an authorized seller is not warned', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await page.getByLabel('Title').fill('Adidas running shoes')
  await page.getByLabel('I’m authorized to sell Adidas').check()
  await page.locator('#summary', { hasText: 'No names of others' }).waitFor()
  assert.match(await finding(page, 'Adidas').innerText(), /^Authorized/)
  assert.deepEqual(await marked(page, 'Title'), [])
  assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox', 'focus stays where it was')
})

test('the keyboard is enough', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const focused = () => page.evaluate(() => document.activeElement.className || document.activeElement.id)
  const tabTo = async (name) => {
    for (let tabs = 0; tabs < 40 && (await focused()) !== name; tabs++) await page.keyboard.press('Tab')
    assert.equal(await focused(), name)
  }
  await tabTo('example')
  await page.keyboard.press('Enter')
  await finding(page, 'Nike').waitFor()
  await tabTo('place')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.equal(outline, 'solid', 'the focus is seen')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => getSelection().toString()), 'N1ke')
  await page.keyboard.type('Plain')
  await finding(page, 'Nike').waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('Title').inputValue(), "Plain running shoes, men's, size 8")
})

test('a screen reader is told: of each field by its description, of the whole by a polite region', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await page.getByLabel('Brand', { exact: true }).fill('S0ny')
  await finding(page, 'Sony').waitFor()
  const described = await page.getByLabel('Brand', { exact: true }).evaluate((input) =>
    input.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent.trim()),
  )
  assert.deepEqual(described, ['Leave empty if the product has none.', 'High risk: Sony'])
  const region = page.getByRole('status').filter({ hasText: '1 name to check: high risk' })
  assert.equal(await region.count(), 0, 'not while one may still be typing')
  await region.waitFor({ state: 'attached' })
})

test('the marks lie under their words, however long the text is', async (t) => {
  const page = await openPage(t, { width: 390 })
  await statusSays(page, ready)
  const title = page.getByLabel('Title')
  await title.fill(`${'Breathable light summer shoes for every day — '.repeat(3)}👟 优衣库 N1ke`)
  await page.locator('#title-note').waitFor()
  await title.press('End')
  await page.waitForTimeout(100)
  const line = await title.evaluate((input) => {
    const span = input.parentElement.querySelector('.mirror > span')
    const style = getComputedStyle(input)
    const inner = input.scrollWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    return { scrolled: input.scrollLeft, moved: -new DOMMatrix(getComputedStyle(span).transform).e, inner, span: span.offsetWidth }
  })
  assert.ok(line.scrolled > 100)
  assert.equal(line.moved, line.scrolled)
  assert.ok(Math.abs(line.inner - line.span) <= 2, `text ${line.inner} px, mirror ${line.span} px`)

  // A finding that is scrolled out of sight is brought into it.
  await title.press('Home')
  await finding(page, 'Nike').getByRole('button').click()
  await page.waitForTimeout(100)
  const seen = await title.evaluate((input) => {
    const mark = [...input.parentElement.querySelectorAll('mark')].find(({ textContent }) => textContent === 'N1ke').getBoundingClientRect()
    const box = input.getBoundingClientRect()
    return mark.left >= box.left && mark.right <= box.right
  })
  assert.ok(seen)

  const text = page.getByLabel('About the product')
  await text.fill(`${'A soft hoodie. '.repeat(30)}\n\n${'x'.repeat(120)}\n N1ke\n`)
  await page.locator('#description-note').waitFor()
  const lines = await text.evaluate((area) => [area.scrollHeight, area.clientHeight, area.parentElement.querySelector('.mirror').scrollHeight])
  assert.equal(lines[0], lines[1], 'the field is as tall as its text')
  assert.equal(lines[0], lines[2], 'text and mirror wrap alike')
})

test('the page keeps to its policy, and nothing typed leaves it', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  const [first] = page.requests
  assert.equal((await (await first.response()).allHeaders())['content-security-policy'], policy)
  for (const directive of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'", 'trusted-types brandlint']) {
    assert.ok(policy.split('; ').includes(directive))
  }
  assert.equal(page.workers().length, 1)
  const loaded = page.requests.length
  await page.getByRole('button', { name: 'A whole listing' }).click()
  await finding(page, 'Sony').waitFor()
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
  await page.getByLabel('Title').fill('N1ke')
  await finding(page, 'Nike').waitFor()
})

for (const [what, answer, reason] of [
  ['missing', { status: 404, body: 'no' }, /404/],
  ['a web page', { contentType: 'text/html', body: '<!doctype html><title>Shop</title>' }, /web page/],
  ['some other file', { contentType: 'application/octet-stream', body: 'GIF89a' }, /not a brand index/],
  ['cut', 'cut', /damaged/],
  ['unreachable', 'abort', /can't be fetched/],
]) {
  test(`the index is ${what}: the form works and says that the check doesn't`, async (t) => {
    const page = await openPage(t, {
      expected: answer.status === 404 || answer === 'abort' ? [/Failed to load resource/] : [],
      prepare: (page) =>
        page.route('**/demo.blx', async (route) => {
          if (answer === 'abort') return route.abort()
          if (answer !== 'cut') return route.fulfill(answer)
          const whole = await (await route.fetch()).body()
          await route.fulfill({ body: whole.subarray(0, whole.length - 1000), contentType: 'application/octet-stream' })
        }),
    })
    await statusSays(page, /Not checking/)
    await page.getByText('The brand check isn’t available right now.').waitFor()
    assert.match(await page.locator('#unavailable-reason').textContent(), reason)
    await page.getByRole('status').filter({ hasText: 'You can go on' }).waitFor({ state: 'attached' })
    await page.getByLabel('Title').pressSequentially('N1ke shoes')
    await page.getByRole('button', { name: 'Publish listing' }).click()
    await page.getByText('nothing was published or sent').waitFor()
    assert.equal(await page.getByLabel('Title').inputValue(), 'N1ke shoes')
    assert.deepEqual(await marked(page, 'Title'), [])
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
    await page.getByLabel('Title').fill('N1ke shoes')
    await finding(page, 'Nike').waitFor()
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
  })
  await statusSays(missing, /Not checking/)
  assert.match(await missing.locator('#unavailable-reason').textContent(), /404 instead of the wasm/)
})

test('the worker stops later: the form goes on and says so', async (t) => {
  const page = await openPage(t)
  await statusSays(page, ready)
  await page.getByLabel('Title').fill('N1ke shoes')
  await finding(page, 'Nike').waitFor()
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('out of memory') }))
  await statusSays(page, /Not checking/)
  assert.match(await page.locator('#unavailable-reason').textContent(), /the worker stopped: .*out of memory/)
  assert.deepEqual(await marked(page, 'Title'), [])
  await page.getByLabel('Title').fill('Gucci shoes')
  await page.getByText('The brand check isn’t available right now.').waitFor()
})

for (const [colorScheme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]]) {
  test(`no accessibility violation, ${colorScheme}, ${width} px`, async (t) => {
    const page = await openPage(t, { colorScheme, width, reducedMotion: 'reduce' })
    await statusSays(page, ready)
    await page.getByRole('button', { name: 'A whole listing' }).click()
    await finding(page, 'Sony').waitFor()
    await page.locator('.finding summary').first().click()
    await page.evaluate(axe)
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run())
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), [])
    assert.ok(passes.some(({ id }) => id === 'color-contrast'))
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(overflow, 0, 'nothing sticks out sideways')
  })
}

test('no accessibility violation while the check is unavailable', async (t) => {
  const page = await openPage(t, { prepare: (page) => page.route('**/demo.blx', (route) => route.fulfill({ contentType: 'text/html', body: '' })) })
  await statusSays(page, /Not checking/)
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => globalThis.axe.run())
  assert.deepEqual(violations.map(({ id }) => id), [])
})
