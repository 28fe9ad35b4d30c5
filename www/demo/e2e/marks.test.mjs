// Marks lie on their words: in inputs and textareas measured by the pixels of a screenshot, in a
// contenteditable by the ranges that are highlighted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { card, field, marked, openForm } from './form.mjs'
import { onItsWords, unseen } from './ink.mjs'

const gap = '\u00a0'.repeat(30)

for (const [what, options, html, text, more] of [
  ['an input', {}, '<input name="title">', `${gap}N1ke`],
  ['an input with a border and a large font', { css: 'input { border: 7px solid silver; font: bold 31px/2 serif !important; letter-spacing: 1px; padding: 13px 4px 2px 40px !important }' }, '<input name="title">', '\u00a0\u00a0N1ke'],
  ['text at the end of its input', { css: 'input { text-align: end }' }, '<input name="title">', 'N1ke'],
  ['text in the middle', { css: 'input { text-align: center; text-transform: uppercase }' }, '<input name="title">', 'n1ke'],
  ['right to left', { dir: 'rtl', lang: 'ar' }, '<input name="title">', `N1ke${gap}`],
  ['its own direction', {}, '<input name="title" dir="auto">', 'N1ke'],
  ['a textarea', {}, '<textarea name="description" rows="5"></textarea>', `${gap}\n\n${gap}N1ke`],
  ['a textarea that wraps', { width: 390 }, '<textarea name="description" rows="9"></textarea>', `${'\u00a0'.repeat(12)} `.repeat(12) + ' N1ke'],
  ['a textarea that scrolls, with a scroll bar', {}, '<textarea name="description" rows="3"></textarea>', `${'\n'.repeat(20)}${gap}N1ke${'\n'.repeat(1)}`, (page) => page.evaluate(() => (document.querySelector('textarea').scrollTop = 1e6))],
  ['a textarea from right to left', { dir: 'rtl', lang: 'ar' }, '<textarea name="description" rows="5"></textarea>', `\nN1ke`],
  ['an input that scrolled', {}, '<input name="title">', `${'\u00a0'.repeat(600)}N1ke`, (page) => page.locator('input').press('End')],
  ['an input in a box that scrolled', { css: '.box { height: 120px; overflow: auto }' }, '<div class="box"><div style="height:300px"></div><input name="title"></div>'.replace(' style="height:300px"', ' class="tall"'), 'N1ke', (page) => page.evaluate(() => (document.querySelector('.box').scrollTop = 1e6))],
  ['a page that grew above it', {}, '<div id="above"></div><input name="title">', 'N1ke', (page) => page.evaluate(() => document.querySelector('#above').append(...Array.from({ length: 5 }, () => document.createElement('hr'))))],
  ['a narrower window', {}, '<input name="title">', `${gap}N1ke`, (page) => page.setViewportSize({ width: 600, height: 500 })],
  ['a textarea made larger', {}, '<textarea name="description"></textarea>', `${gap}\n${gap}N1ke`, (page) => page.evaluate(() => Object.assign(document.querySelector('textarea').style, { width: '300px', height: '200px', marginTop: '40px' }))],
  ['zoom', {}, '<input name="title">', `${gap}N1ke`, (page) => page.evaluate(() => document.body.style.setProperty('zoom', '1.5'))],
  ['a form shown smaller', {}, '<input name="title">', `${gap}N1ke`, (page) => page.evaluate(() => document.querySelector('main').style.setProperty('transform', 'scale(.75)'))],
  ['a screen of many pixels', { deviceScaleFactor: 2 }, '<input name="title">', `${gap}N1ke`],
  ['a font that came later', {}, '<input name="title">', `${gap}N1ke`, (page) => page.evaluate(() => document.querySelector('input').classList.add('later'))],
]) {
  test(`the mark lies on its words: ${what}`, async (t) => {
    const { css = '', ...rest } = options
    const page = await openForm(t, `<brand-lint index="/demo.blx"><label>A field ${html}</label></brand-lint>`, { ...rest, css: `${unseen} .tall { height: 300px } .later { font: 24px monospace !important } ${css}` })
    const selector = 'input, textarea'
    await page.locator(selector).fill(text)
    await card(page, 'Nike').waitFor()
    await more?.(page)
    await onItsWords(page, selector, what)
  })
}

test('marks are cut where their input is: at its padding, and where a box that scrolls hides it', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><div class="box"><input name="title" aria-label="Title"><div class="tall"></div></div></brand-lint>', { css: '.box { height: 120px; overflow: auto } .tall { height: 300px }' })
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const seen = () =>
    page.evaluate(() => {
      const mirror = document.querySelector('brand-lint').shadowRoot.querySelector('.mirror')
      const [top] = getComputedStyle(mirror).clipPath.match(/[\d.]+/g).map(Number)
      return mirror.getBoundingClientRect().height - top
    })
  assert.ok((await seen()) > 20)
  await page.evaluate(() => (document.querySelector('.box').scrollTop = 15))
  await page.waitForTimeout(100)
  const partly = await seen()
  assert.ok(partly > 0 && partly < 25, `${partly} px are left`)
  await page.evaluate(() => (document.querySelector('.box').scrollTop = 200))
  await page.waitForTimeout(100)
  assert.ok((await seen()) <= 0)
})

test('an input that is hidden has no marks, and has them again when it is shown', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><details open><summary>More</summary><input name="title" aria-label="Title"></details></brand-lint>')
  await field(page, 'Title').fill('N1ke shoes')
  await card(page, 'Nike').waitFor()
  const seen = () => page.evaluate(() => getComputedStyle(document.querySelector('brand-lint').shadowRoot.querySelector('mark')).visibility)
  assert.equal(await seen(), 'visible')
  await page.locator('summary').click()
  await page.waitForTimeout(150)
  assert.equal(await seen(), 'hidden')
  await page.locator('summary').click()
  await page.waitForTimeout(150)
  assert.equal(await seen(), 'visible')
})

/** What is highlighted in the page, by risk. */
const highlighted = (page) =>
  page.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, highlight]) => [name.replace('brandlint-', ''), [...highlight].map(String)]).filter(([, words]) => words.length > 0)))

test('a contenteditable: words are highlighted across its elements, and its own nodes stay', async (t) => {
  const page = await openForm(
    t,
    `<brand-lint index="/demo.blx"><div contenteditable="true" role="textbox" aria-label="Description" data-brandlint-field="description"><p>Soft <b>N1</b>ke hoodie</p><p>and <i>Gucc1</i> bag<br>S0ny</p><ul><li>wool</li></ul></div></brand-lint>`,
  )
  await card(page, 'Nike').waitFor()
  assert.deepEqual(await highlighted(page), { high: ['N1ke', 'Gucc1', 'S0ny'] })
  const html = await field(page, 'Description').innerHTML()
  assert.equal(html, '<p>Soft <b>N1</b>ke hoodie</p><p>and <i>Gucc1</i> bag<br>S0ny</p><ul><li>wool</li></ul>')
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('b'), '::highlight(brandlint-high)').textDecorationStyle), 'wavy')

  await card(page, 'Gucci').getByRole('button', { name: '“Gucc1” in Description', exact: true }).click()
  assert.equal(await page.evaluate(() => getSelection().toString()), 'Gucc1')
  await card(page, 'Nike').getByRole('button', { name: /^Remove/ }).click()
  await card(page, 'Nike').waitFor({ state: 'detached' })
  assert.match(await field(page, 'Description').innerText(), /^Soft\shoodie/)
  assert.deepEqual(await highlighted(page), { high: ['Gucc1', 'S0ny'] })
  await page.keyboard.press('Control+z')
  await card(page, 'Nike').waitFor()

  await field(page, 'Description').fill('wool only')
  await card(page, 'Gucci').waitFor({ state: 'detached' })
  assert.deepEqual(await highlighted(page), {})
})

test('a contenteditable whose content a script writes anew', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><div contenteditable="true" role="textbox" aria-label="Title" data-brandlint-field="title"></div></brand-lint>')
  await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
  for (const [text, words] of [['N1ke', { high: ['N1ke'] }], ['wool', {}], ['N1ke or Gucc1', { high: ['N1ke', 'Gucc1'] }]]) {
    await page.evaluate((text) => (document.querySelector('[contenteditable]').textContent = text), text)
    await page.waitForTimeout(500)
    assert.deepEqual(await highlighted(page), words)
  }
})

test('two contenteditables in two elements keep to their own words', async (t) => {
  const one = (id) => `<brand-lint id="${id}" index="/demo.blx"><div contenteditable="true" role="textbox" aria-label="${id}" data-brandlint-field="title">N1ke ${id}</div></brand-lint>`
  const page = await openForm(t, one('a') + one('b'))
  await page.waitForFunction(() => [...document.querySelectorAll('brand-lint')].every(({ report }) => report.findings.length === 1))
  assert.deepEqual(await highlighted(page), { high: ['N1ke', 'N1ke'] })
  await page.evaluate(() => document.querySelector('#a').remove())
  assert.deepEqual(await highlighted(page), { high: ['N1ke'] })
})

test('a long text is marked without a stutter', async (t) => {
  const page = await openForm(t, '<brand-lint index="/demo.blx"><textarea name="description" rows="9" aria-label="Description"></textarea></brand-lint>')
  await field(page, 'Description').fill('A soft hoodie, not by N1ke. '.repeat(70))
  await card(page, 'Nike').waitFor()
  assert.equal((await marked(page)).length, 70)
  const took = await page.evaluate(async () => {
    const area = document.querySelector('textarea')
    const took = []
    for (let round = 0; round < 20; round++) {
      area.setRangeText('x', round, round, 'end')
      const begun = performance.now()
      area.dispatchEvent(new Event('input', { bubbles: true }))
      took.push(performance.now() - begun)
      await new Promise(requestAnimationFrame)
    }
    return took.sort((a, b) => a - b)[10]
  })
  t.diagnostic(`a keystroke in 2,000 characters with 70 marks: ${took.toFixed(1)} ms in the page's thread`)
  assert.ok(took < 16, `a keystroke takes ${took} ms of the page's time`)
})
