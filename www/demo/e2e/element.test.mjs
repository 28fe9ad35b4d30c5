// <brand-lint> around a platform's own inputs. The tests are named after what can go wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { card, field, inputs, marked, openForm, violations } from './form.mjs'

const form = `<brand-lint index="/demo.blx" nice="25"><form>${inputs}<button>Publish</button></form></brand-lint>`

/** Every finding's text is what stands at its place, always. */
const consistent = (page) =>
  page.evaluate(() => {
    const element = document.querySelector('brand-lint')
    const values = { title: 'title', brand: 'brand', description: 'description' }
    return element.report.findings.every(({ field, start, end, matched }) => {
      const [name, at] = field.split('/')
      const input = at === undefined ? element.querySelector(`[name="${values[name]}"]`) : element.querySelectorAll('[name="bullets[]"]')[at]
      return input.value.slice(start, end) === matched
    })
  })

test('a seller types: words are marked, listed, described and, after a pause, announced; then they go', async (t) => {
  const page = await openForm(t, form)
  const title = field(page, 'Title')
  await title.pressSequentially('👟 N1ke running shoes', { delay: 10 })
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['N1ke'])
  assert.match(await card(page, 'Nike').innerText(), /High risk\s+Nike[\s\S]*“N1ke” in Title[\s\S]*write the name as it is/)
  const described = () => title.evaluate((input) => (input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean).map((id) => document.getElementById(id).textContent))
  assert.deepEqual(await described(), ['High risk: Nike'])
  const status = page.locator('brand-lint [role=status]')
  assert.equal(await status.textContent(), '', 'not while one may still be typing')
  await status.filter({ hasText: 'Names to check: 1 (High risk: 1)' }).waitFor({ state: 'attached' })
  await title.fill('wool scarf')
  await card(page, 'Nike').waitFor({ state: 'detached' })
  assert.deepEqual(await marked(page), [])
  assert.deepEqual(await described(), [])
  await status.filter({ hasText: 'No names of others found.' }).waitFor({ state: 'attached' })
})

test('while the index is opened the page is told how far it is', async (t) => {
  const page = await openForm(t, form)
  const progress = await page.evaluate(async () => {
    const element = document.querySelector('brand-lint')
    const told = []
    document.addEventListener('brandlint-progress', ({ detail }) => told.push(detail))
    const ready = new Promise((resolve) => document.addEventListener('brandlint-status', ({ detail }) => detail.status === 'ready' && resolve()))
    element.setAttribute('index', '/demo.blx?anew')
    await ready
    return told
  })
  assert.ok(progress.length > 1 && progress.every(({ step, total }) => step === 'open' && total === 1), JSON.stringify(progress))
  assert.ok(progress.every(({ loaded }, at) => loaded > 0 && loaded < 1 && (at === 0 || loaded > progress[at - 1].loaded)), JSON.stringify(progress))
})

test('fields are found by name and by data-brandlint-field, and others are left alone', async (t) => {
  const page = await openForm(
    t,
    `<brand-lint index="/demo.blx">
      <input aria-label="a" name="title"><input aria-label="b" name="item_brand" data-brandlint-field="brand"><input aria-label="c" name="bullets/1"><input aria-label="d" name="bullets">
      <input aria-label="e" name="keywords[0]"><textarea aria-label="f" data-brandlint-field="description"></textarea>
      <input aria-label="g" name="price"><input aria-label="h" name="title2"><input aria-label="i" type="password" name="description">
      <input aria-label="j" name="title"><input aria-label="k" name="keywords" data-brandlint-field=""><input aria-label="l" type="hidden" name="brand" value="S0ny">
    </brand-lint>`,
  )
  for (const label of 'abcdefghijk') await page.getByLabel(label, { exact: true }).fill('N1ke')
  await page.waitForFunction(() => document.querySelector('brand-lint').report.findings.length >= 6)
  await page.waitForTimeout(300)
  // What is typed as a brand may resemble other marks, too.
  const fields = await page.evaluate(() => document.querySelector('brand-lint').report.findings.filter(({ mark }) => mark.text === 'Nike').map(({ field }) => field))
  assert.deepEqual(fields.sort(), ['brand', 'bullets/0', 'bullets/1', 'description', 'keywords/0', 'title'])
})

test('only the fields that changed are screened again, and the brand goes with them', async (t) => {
  const page = await openForm(t, form)
  await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
  const asked = await page.evaluate(async () => {
    const element = document.querySelector('brand-lint')
    const real = element.screener
    const asked = []
    element.screener = { status: 'ready', screen: (listing, options) => (asked.push(listing), real.screen(listing, options)) }
    const type = async (name, value) => {
      const input = element.querySelector(`[name="${name}"]`)
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    await type('title', 'N1ke shoes')
    await type('description', 'soft')
    await type('title', 'N1ke shoe')
    await type('brand', 'Wool & Co')
    return asked.map(({ title, brand, description }) => [title, brand, description])
  })
  assert.deepEqual(asked, [
    ['N1ke shoes', '', ''],
    ['', '', 'soft'],
    ['N1ke shoe', '', ''],
    ['N1ke shoe', 'Wool & Co', 'soft'],
  ])
})

test('what is known field by field is what screening the whole listing gives', async (t) => {
  const page = await openForm(t, form)
  await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
  const wrong = await page.evaluate(async () => {
    const element = document.querySelector('brand-lint')
    const real = element.screener
    const words = ['N1ke', 'Samsung', 'style', 'shoes', 'for', 'Gucci', 'S0ny', 'not', 'Apple', 'slicer', '👟', 'wool', '优衣库', 'A d i d a s', 'Adidas', 'Puma']
    let seed = 7
    const random = (below) => (seed = (seed * 48271) % 2147483647) % below
    const text = () => Array.from({ length: 1 + random(6) }, () => words[random(words.length)]).join(' ')
    const wrong = []
    const key = ({ field, start, end, mark, risk, use }) => `${field} ${start} ${end} ${mark.id} ${risk} ${use}`
    for (let round = 0; round < 60; round++) {
      const editors = [...element.querySelectorAll('input, textarea')]
      const editor = editors[random(editors.length)]
      editor.value = random(8) === 0 ? '' : text()
      const report = await element.screen()
      const value = (name) => element.querySelector(`[name="${name}"]`).value
      const listing = { title: value('title'), brand: value('brand'), description: value('description'), bullets: [...element.querySelectorAll('[name="bullets[]"]')].map(({ value }) => value), keywords: [], category: { nice: [25] }, locale: 'en' }
      const whole = await real.screen(listing)
      const [got, want] = [report, whole].map(({ findings }) => findings.map(key).sort().join('\n'))
      if (got !== want || report.risk !== whole.risk) wrong.push({ listing, got, want })
    }
    return wrong
  })
  assert.deepEqual(wrong, [])
})

test('marks move with their words at once while one types before them', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const during = await page.evaluate(() => {
    const element = document.querySelector('brand-lint')
    const input = element.querySelector('input')
    const seen = []
    for (const [text, at] of [['new ', 0], ['x', 20 - 6], ['y', 5]]) {
      input.setRangeText(text, at, at, 'end')
      input.dispatchEvent(new Event('input', { bubbles: true }))
      seen.push([...element.shadowRoot.querySelectorAll('mark')].map(({ textContent }) => textContent).join())
    }
    return seen
  })
  assert.deepEqual(during, ['N1ke', 'N1ke', ''], 'the last edit is in the words')
})

test('race: typed and taken back before there was an answer', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke')
  await card(page, 'Nike').waitFor()
  await page.keyboard.press('Backspace')
  await page.keyboard.type('e')
  await page.waitForTimeout(400)
  assert.deepEqual(await marked(page), ['N1ke'])
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.waitForTimeout(400)
  await page.keyboard.type('N1ke')
  await card(page, 'Nike').waitFor()
})

test('race: answers to older texts are dropped, however late and in whatever order they come', async (t) => {
  const page = await openForm(t, form)
  await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
  const reports = await page.evaluate(async () => {
    const element = document.querySelector('brand-lint')
    const real = element.screener
    let asked = 0
    // The real answers, each later than the next one's; and giving up is not heard.
    element.screener = {
      status: 'ready',
      async screen(listing) {
        const delay = 900 - 400 * asked++
        const report = await real.screen(listing)
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, delay)))
        return report
      },
    }
    const reports = []
    element.addEventListener('brandlint-report', ({ detail }) => reports.push(detail.findings.map(({ matched }) => matched).join()))
    const input = element.querySelector('input')
    for (const text of ['N1ke', 'Gucc1', 'S0ny']) {
      input.value = text
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    await new Promise((resolve) => setTimeout(resolve, 1200))
    return reports
  })
  assert.deepEqual(reports, ['S0ny'])
})

test('upgrade: inputs that were filled and properties that were set before the element was defined count', async (t) => {
  const page = await openForm(t, `<brand-lint>${inputs}</brand-lint>`, { script: false })
  await field(page, 'Title').fill('Nike shoes and N1ke')
  await page.evaluate(async () => {
    const element = document.querySelector('brand-lint')
    element.listing = { category: { nice: [25] }, marketplaces: ['US'] }
    element.options = { index: '/demo.blx' }
    await import('/brandlint/element.js')
  })
  await card(page, 'Nike').first().waitFor()
  assert.deepEqual(await page.evaluate(() => document.querySelector('brand-lint').listing), { category: { nice: [25] }, marketplaces: ['US'] })
  assert.equal(await page.evaluate(() => Object.hasOwn(document.querySelector('brand-lint'), 'listing')), false)
})

test('late registration: inputs that come, go, or change their name later', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><div id="place"></div></brand-lint>')
  await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
  await page.evaluate(() => {
    const input = document.createElement('input')
    Object.assign(input, { name: 'other', value: 'N1ke', ariaLabel: 'A field' })
    document.querySelector('#place').append(input)
  })
  await page.waitForTimeout(300)
  assert.deepEqual(await marked(page), [])
  await page.evaluate(() => (document.querySelector('#place input').name = 'title'))
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['N1ke'])
  await page.evaluate(() => (document.querySelector('#place').textContent = ''))
  await card(page, 'Nike').waitFor({ state: 'detached' })
  assert.equal(await page.locator('brand-lint .mirror').count(), 0)
  assert.equal(await page.evaluate(() => document.querySelector('brand-lint').report.risk), 'none')
})

test('lifecycle: taken out of the page nothing is left behind; put back it goes on', async (t) => {
  const page = await openForm(t, `${form.replace('<brand-lint', '<brand-lint block="low"')}`)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const out = await page.evaluate(() => {
    const element = (globalThis.element = document.querySelector('brand-lint'))
    const form = element.querySelector('form')
    const before = form.checkValidity()
    element.replaceWith(form)
    const input = form.querySelector('input')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    return [before, form.checkValidity(), input.getAttribute('aria-describedby'), element.shadowRoot.querySelectorAll('.mirror').length, element.childElementCount]
  })
  assert.deepEqual(out, [false, true, null, 0, 0])
  await page.evaluate(() => {
    const { element } = globalThis
    const form = document.querySelector('form')
    form.before(element)
    element.append(form)
  })
  await page.waitForTimeout(300)
  assert.deepEqual(await marked(page), ['N1ke'])
  assert.equal(await page.evaluate(() => document.querySelector('form').checkValidity()), false)
})

test('move: to another place in the page nothing is loaded again, and what was found stays', async (t) => {
  const page = await openForm(t, `<div id="a">${form}</div><div id="b"></div>`)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const loaded = page.requests.length
  for (const place of ['#b', '#a', '#b']) {
    await page.evaluate((place) => document.querySelector(place).append(document.querySelector('brand-lint')), place)
    await page.waitForTimeout(50)
    assert.deepEqual(await marked(page), ['N1ke'])
  }
  await page.waitForTimeout(1500)
  await field(page, 'Brand').fill('S0ny')
  await card(page, 'Sony').waitFor()
  assert.equal(page.workers().length, 1)
  assert.equal(page.requests.length, loaded)
})

test('move: into a frame, which is another document', async (t) => {
  const page = await openForm(t, `${form}<iframe title="A frame" width="600" height="500"></iframe>`)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const sheets = await page.evaluate(() => {
    const element = document.querySelector('brand-lint')
    // One that nobody sees has no styles.
    document.implementation.createHTMLDocument('').body.append(element)
    document.querySelector('iframe').contentDocument.body.append(element)
    return element.shadowRoot.adoptedStyleSheets.length
  })
  assert.equal(sheets, 2)
  const frame = page.frames()[1]
  await field(frame, 'Title').fill('S0ny shoes')
  await card(frame, 'Sony').waitFor()
  assert.deepEqual(await marked(frame), ['S0ny'])
})

test('two on a page: they share a worker and an index, and keep their findings to themselves', async (t) => {
  const one = (id) => `<brand-lint id="${id}" index="/demo.blx"><input name="title" aria-label="Title ${id}"></brand-lint>`
  const page = await openForm(t, `${one('a')}${one('b')}<brand-lint id="outer" index="/demo.blx"><input name="title" aria-label="Title outer">${one('inner')}</brand-lint>`)
  const words = { a: 'N1ke', b: 'Gucc1', outer: 'S0ny', inner: 'Ad1das' }
  for (const [id, word] of Object.entries(words)) await page.getByLabel(`Title ${id}`).fill(word)
  await page.waitForFunction(() => [...document.querySelectorAll('brand-lint')].every(({ report }) => report.findings.length > 0))
  const found = await page.evaluate(() => [...document.querySelectorAll('brand-lint')].map(({ id, report }) => [id, report.findings.map(({ matched }) => matched).join()]))
  assert.deepEqual(Object.fromEntries(found), words)
  assert.equal(page.workers().length, 1)
  assert.equal(page.requests.filter((request) => request.url().endsWith('.blx')).length, 1)
})

test('re-import: a second copy of the package leaves the first one in place', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const same = await page.evaluate(async () => {
    const defined = customElements.get('brand-lint')
    const again = await import('/brandlint/element.js?again')
    const { BrandLint } = await import('/brandlint/element-class.js?again')
    customElements.define('brand-lint-again', class extends BrandLint {})
    return [customElements.get('brand-lint') === defined, again.BrandLint === defined, BrandLint === defined]
  })
  // The second copy's own module is the first one's: './element-class.js' has one address.
  assert.deepEqual(same, [true, true, false])
  await page.evaluate(() => {
    const other = document.createElement('brand-lint-again')
    other.setAttribute('index', '/demo.blx')
    const input = Object.assign(document.createElement('input'), { name: 'title', value: 'Gucc1', ariaLabel: 'Other' })
    other.append(input)
    document.querySelector('main').append(other)
  })
  await page.waitForFunction(() => document.querySelector('brand-lint-again').report.findings.length === 1)
  assert.deepEqual(await marked(page), ['N1ke'])
})

test('leak: elements that are gone are collected, and the last one takes the worker with it', async (t) => {
  const page = await openForm(t, '<div id="place"></div>')
  await page.evaluate(async () => {
    globalThis.gone = []
    for (let round = 0; round < 20; round++) {
      const element = document.createElement('brand-lint')
      element.setAttribute('index', '/demo.blx')
      const input = Object.assign(document.createElement('input'), { name: 'title', value: 'N1ke' })
      const text = document.createElement('div')
      text.contentEditable = 'true'
      text.dataset.brandlintField = 'description'
      text.textContent = 'Gucc1'
      element.append(input, text)
      document.querySelector('#place').replaceChildren(element)
      await new Promise((resolve) => setTimeout(resolve, round < 2 ? 500 : 60))
      globalThis.gone.push(new WeakRef(element))
    }
    document.querySelector('#place').replaceChildren()
  })
  await page.waitForTimeout(1500)
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await page.waitForTimeout(100)
  await session.send('HeapProfiler.collectGarbage')
  const left = await page.evaluate(() => [
    globalThis.gone.filter((reference) => reference.deref() !== undefined).length,
    [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0),
    document.adoptedStyleSheets.length,
  ])
  assert.ok(left[0] <= 1, `${left[0]} of 20 elements are left`)
  assert.deepEqual(left.slice(1), [0, 0])
  assert.equal(page.workers().length, 0)
})

test('form reset: inputs have their old values, findings and answers go', async (t) => {
  for (const body of [form.replace('name="title"', 'name="title" value="wool"'), `<form><brand-lint index="/demo.blx">${inputs.replace('name="title"', 'name="title" value="wool"')}</brand-lint><button>Publish</button></form>`]) {
    const page = await openForm(t, body)
    await field(page, 'Title').fill('Adidas shoes, N1ke')
    await card(page, 'Adidas').getByRole('button', { name: 'authorized' }).click()
    await card(page, 'Adidas').getByText('Authorized', { exact: true }).waitFor()
    await page.evaluate(() => document.querySelector('form').reset())
    await card(page, 'Nike').waitFor({ state: 'detached' })
    assert.deepEqual(await marked(page), [])
    await field(page, 'Title').fill('Adidas shoes')
    await card(page, 'Adidas').waitFor()
    assert.deepEqual(await marked(page), ['Adidas'])
  }
})

test('remove: the words go, with one space; the page hears of it, and it can be undone', async (t) => {
  const page = await openForm(t, form)
  const cases = [
    ['Title', 'N1ke running shoes', 'running shoes'],
    ['Title', 'running N1ke shoes', 'running shoes'],
    ['Title', 'running shoes N1ke', 'running shoes'],
    ['Title', 'N1ke', ''],
    ['Title', '(N1ke) shoes', '() shoes'],
    ['Description', 'Line one\nN1ke shoes', 'Line one\nshoes'],
  ]
  await page.evaluate(() => document.addEventListener('input', ({ target }) => (globalThis.heard = target.value)))
  for (const [label, before, after] of cases) {
    const input = field(page, label)
    await input.fill(before)
    await card(page, 'Nike').getByRole('button', { name: /^Remove/ }).click()
    assert.equal(await input.inputValue(), after)
    assert.equal(await page.evaluate(() => globalThis.heard), after)
    await card(page, 'Nike').waitFor({ state: 'detached' })
    assert.equal(await input.evaluate((input) => input === document.activeElement), true)
    await page.keyboard.press('Control+z')
    assert.equal(await input.inputValue(), before)
    await card(page, 'Nike').waitFor()
    await input.fill('')
    await card(page, 'Nike').waitFor({ state: 'detached' })
  }
})

test('a field that can be read only is not edited', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><input name="title" aria-label="Title" readonly value="N1ke shoes"></brand-lint>')
  await card(page, 'Nike').getByRole('button', { name: /^Remove/ }).click()
  assert.equal(await field(page, 'Title').inputValue(), 'N1ke shoes')
})

test('a page whose own code writes the value, as frameworks do', async (t) => {
  const page = await openForm(t, form)
  await page.evaluate(() => {
    const input = document.querySelector('input')
    input.addEventListener('input', () => (input.value = input.value.toUpperCase()))
  })
  await field(page, 'Title').pressSequentially('n1ke shoes', { delay: 20 })
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await marked(page), ['N1KE'])
  assert.ok(await consistent(page))
  // A script that says nothing: the page has to ask.
  await page.evaluate(() => {
    document.querySelector('input').value = 'wool'
    return document.querySelector('brand-lint').screen()
  })
  assert.deepEqual(await marked(page), [])
})

test('authorized: the platform is told and may refuse; the seller can take it back', async (t) => {
  const page = await openForm(t, form)
  await page.evaluate(() => {
    globalThis.heard = []
    document.addEventListener('brandlint-authorize', (event) => {
      globalThis.heard.push([event.detail.finding.mark.text, event.detail.authorized])
      if (event.detail.finding.mark.text === 'Sony') event.preventDefault()
    })
  })
  await field(page, 'Title').fill('Adidas running shoes, Sony')
  const claim = (mark) => card(page, mark).getByRole('button', { name: `authorized to sell ${mark}` })
  await claim('Adidas').click()
  await card(page, 'Adidas').getByText('Authorized', { exact: true }).waitFor()
  assert.deepEqual(await marked(page), ['Sony'])
  assert.equal(await page.evaluate(() => document.querySelector('brand-lint').shadowRoot.activeElement?.getAttribute('aria-pressed')), 'true', 'focus stays where it was')
  await claim('Adidas').click()
  await card(page, 'Adidas').getByText('Authorized', { exact: true }).waitFor({ state: 'detached' })
  await claim('Sony').click()
  await page.waitForTimeout(300)
  assert.deepEqual(await marked(page), ['Adidas', 'Sony'])
  assert.deepEqual(await page.evaluate(() => globalThis.heard), [['Adidas', true], ['Adidas', false], ['Sony', true]])
  await page.evaluate(() => (document.querySelector('brand-lint').listing = { authorizations: document.querySelector('brand-lint').report.findings.map(({ mark }) => mark.id) }))
  await page.waitForFunction(() => document.querySelector('brand-lint').report.risk === 'none')
  assert.deepEqual(await marked(page), [])
})

test('not my goods: the platform is told, once it is said it shows', async (t) => {
  const page = await openForm(t, form)
  await page.evaluate(() => document.addEventListener('brandlint-feedback', (event) => (globalThis.heard = event.detail.finding.mark.text)))
  await field(page, 'Title').fill('Adidas running shoes')
  await card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods' }).click()
  assert.equal(await page.evaluate(() => globalThis.heard), 'Adidas')
  // In the next frame.
  await card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods', pressed: true }).waitFor()
})

test('block: only where the platform asks, only from that risk on, and never over its own words', async (t) => {
  const page = await openForm(t, form)
  const title = field(page, 'Title')
  const state = () => title.evaluate((input) => [input.form.checkValidity(), input.validationMessage])
  await title.fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await state(), [true, ''], 'a warning does not block')
  await page.evaluate(() => (document.querySelector('brand-lint').block = 'high'))
  await page.waitForFunction(() => !document.querySelector('form').checkValidity())
  assert.match((await state())[1], /NIKE|Nike/)
  await title.fill('Adidas shoes')
  await card(page, 'Adidas').waitFor()
  assert.deepEqual(await state(), [true, ''], 'medium is below high')
  await title.evaluate((input) => input.setCustomValidity('Too short'))
  await title.fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await state(), [false, 'Too short'])
  await title.evaluate((input) => input.setCustomValidity(''))
  await title.fill('N1ke shoe')
  await page.waitForFunction(() => !document.querySelector('form').checkValidity())
  await card(page, 'Nike').getByRole('button', { name: 'authorized' }).click()
  await page.waitForTimeout(300)
  assert.equal((await state())[0], false, 'a seller’s word does not unblock')
  await page.evaluate(() => document.querySelector('brand-lint').removeAttribute('block'))
  await page.waitForFunction(() => document.querySelector('form').checkValidity())
})

test('nothing of the element is submitted, and its buttons submit nothing', async (t) => {
  const page = await openForm(t, form)
  await page.evaluate(() => document.addEventListener('submit', (event) => (event.preventDefault(), (globalThis.submitted = true))))
  await field(page, 'Title').fill('N1ke and Adidas shoes')
  await card(page, 'Adidas').waitFor()
  for (const button of await page.locator('brand-lint .panel button').all()) if (await button.isVisible().catch(() => false)) await button.click({ timeout: 300 }).catch(() => {})
  const [keys, elements, submitted] = await page.evaluate(() => [[...new FormData(document.querySelector('form')).keys()], document.querySelector('form').elements.length, globalThis.submitted])
  assert.deepEqual(keys, ['title', 'brand', 'bullets[]', 'bullets[]', 'description'])
  assert.equal(elements, 6)
  assert.equal(submitted, undefined)
  assert.ok(page.requests.every((request) => request.method() === 'GET' && !request.url().includes('?')))
})

test('the index is missing: the form works, and it is said', async (t) => {
  const page = await openForm(t, `<h1>A form</h1>${form.replace('/demo.blx', '/missing.blx')}`, { expected: [/404/] })
  await page.getByText('The brand check isn’t available right now.').first().waitFor()
  await field(page, 'Title').pressSequentially('N1ke shoes')
  await page.waitForTimeout(300)
  assert.deepEqual(await marked(page), [])
  assert.equal(await page.evaluate(() => document.querySelector('form').checkValidity()), true)
  await page.locator('brand-lint [role=status]').filter({ hasText: 'You can go on' }).waitFor({ state: 'attached' })
  assert.deepEqual(await violations(page), [])
})

test('the worker stops: marks and blocks go, the form goes on', async (t) => {
  const page = await openForm(t, form.replace('<brand-lint', '<brand-lint block="low"'))
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  await page.workers()[0].evaluate(() => void setTimeout(() => { throw new Error('out of memory') }))
  await page.getByText('The brand check isn’t available right now.').first().waitFor()
  assert.deepEqual(await marked(page), [])
  assert.equal(await page.evaluate(() => document.querySelector('form').checkValidity()), true)
})

test('list="none": no list, but marks, descriptions, announcements and events', async (t) => {
  const page = await openForm(t, form.replace('<brand-lint', '<brand-lint list="none"'))
  await field(page, 'Title').fill('N1ke shoes')
  await page.locator('brand-lint [role=status]').filter({ hasText: 'Names to check: 1' }).waitFor({ state: 'attached' })
  assert.deepEqual(await marked(page), ['N1ke'])
  assert.equal(await page.locator('brand-lint .panel').isVisible(), false)
})

test('the keyboard is enough, and the focus is seen', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  await page.getByRole('button', { name: 'Publish' }).focus()
  const focused = () => page.evaluate(() => document.querySelector('brand-lint').shadowRoot.activeElement?.textContent)
  const order = []
  for (let tabs = 0; tabs < 4; tabs++) {
    await page.keyboard.press('Tab')
    order.push(await focused())
    const outline = await page.evaluate(() => getComputedStyle(document.querySelector('brand-lint').shadowRoot.activeElement).outlineStyle)
    assert.equal(outline, 'solid')
  }
  assert.deepEqual(order, ['“N1ke” in Title', 'Remove', 'I’m authorized to sell Nike', 'Not my kind of goods'])
  for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => getSelection().toString()), 'N1ke')
  await page.keyboard.type('Plain')
  assert.equal(await field(page, 'Title').inputValue(), 'Plain shoes')
})

test('a page’s style reaches the element by properties and parts', async (t) => {
  const page = await openForm(t, form, { css: 'brand-lint { --brandlint-high: rgb(1, 2, 3) } brand-lint::part(panel) { border-color: rgb(4, 5, 6) } brand-lint::part(high) { outline-color: rgb(7, 8, 9) } brand-lint::part(action) { padding-left: 31px }' })
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const seen = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('brand-lint')
    const style = (selector) => getComputedStyle(shadowRoot.querySelector(selector))
    return [style('.finding .risk').color, style('.panel').borderTopColor, style('.finding').outlineColor, style('mark').outlineColor, style('.action').paddingLeft]
  })
  assert.deepEqual(seen, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)', 'rgb(7, 8, 9)', 'rgb(7, 8, 9)', '31px'])
})

for (const [colorScheme, width, dir] of [['light', 1280, 'ltr'], ['dark', 1280, 'ltr'], ['light', 390, 'rtl'], ['dark', 390, 'rtl']]) {
  test(`no accessibility violation, ${colorScheme}, ${width} px, ${dir}`, async (t) => {
    const page = await openForm(t, `<h1>A form</h1>${form}`, { colorScheme, width, dir, lang: dir === 'rtl' ? 'ar' : 'en' })
    await field(page, 'Title').fill('N1ke and Adidas shoes')
    await field(page, 'Description').fill('a case for Samsung')
    await card(page, 'Samsung').waitFor()
    await page.waitForTimeout(300)
    assert.deepEqual(await violations(page), [])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(overflow, 0, 'nothing sticks out sideways')
    const small = await page.evaluate(() => [...document.querySelector('brand-lint').shadowRoot.querySelectorAll('button')].filter((button) => button.offsetHeight < 24 || button.offsetWidth < 24).length)
    assert.equal(small, 0, 'targets are at least 24 px')
  })
}
