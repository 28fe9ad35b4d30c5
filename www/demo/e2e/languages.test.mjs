// The element speaks the page's language, in all the languages that the engine has messages in.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { card, field, inputs, openForm } from './form.mjs'

const catalogue = readdirSync(new URL('../../../data/messages/', import.meta.url)).map((file) => file.replace('.txt', ''))
const textsOf = (language) => readFileSync(new URL(`../../package/src/element/texts/${language}.ts`, import.meta.url), 'utf8')
const values = (text) => Object.fromEntries([...text.matchAll(/^ {2}(\w+): '(.*)',$/gm)].map(([, key, value]) => [key, value]))

test('the element has texts in every language of the message catalogue, with the same places in them', () => {
  const english = values(textsOf('en'))
  assert.equal(Object.keys(english).length, 17)
  for (const language of catalogue) {
    const texts = values(textsOf(language))
    for (const [key, text] of Object.entries(english)) {
      assert.ok(texts[key], `${language}: ${key}`)
      assert.deepEqual(texts[key].match(/\{\w+\}/g)?.sort(), text.match(/\{\w+\}/g)?.sort(), `${language}: ${key}`)
      if (language !== 'en') assert.notEqual(texts[key], text, `${language}: ${key} is still English`)
    }
  }
})

for (const language of catalogue) {
  test(`${language}: the panel speaks it, and what it proposes to write is read as saying what the goods fit`, async (t) => {
    const page = await openForm(t, `<brand-lint index="/demo.blx" nice="9">${inputs}</brand-lint>`, { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' })
    await field(page, 'Title').fill('Samsung')
    await card(page, 'Samsung').waitFor()
    const texts = values(textsOf(language))
    await page.locator('brand-lint .notice').filter({ hasText: texts.notice }).waitFor()
    assert.equal(await page.locator('brand-lint .panel').getAttribute('lang'), language)
    const message = await page.locator('brand-lint .message').innerText()
    if (language !== 'en') assert.doesNotMatch(message, /trademark/)
    const words = texts.compatible.replace('{mark}', 'Samsung')
    await card(page, 'Samsung').locator('.action').filter({ hasText: words }).click()
    assert.equal(await field(page, 'Title').inputValue(), words)
    await page.waitForFunction(() => document.querySelector('brand-lint').report.findings[0]?.use === 'referential')
    assert.equal(await page.evaluate(() => document.querySelector('brand-lint').report.risk), 'low')
  })
}

test('tags of regions and scripts find their language; one that there is not gets English', async (t) => {
  const page = await openForm(t, `<brand-lint index="/demo.blx">${inputs}</brand-lint>`)
  await field(page, 'Title').fill('N1ke')
  await card(page, 'Nike').waitFor()
  for (const [tag, language] of [['de-AT', 'de'], ['zh-TW', 'zh-Hant'], ['zh-Hans-HK', 'zh-Hans'], ['zh', 'zh-Hans'], ['pt_BR', 'pt'], ['sw', 'en'], ['', 'en']]) {
    await page.evaluate((tag) => document.querySelector('brand-lint').setAttribute('lang', tag), tag)
    await page.locator(`brand-lint .panel[lang="${language}"]`).waitFor()
  }
  await page.evaluate(() => document.querySelector('brand-lint').removeAttribute('lang'))
  await page.evaluate(() => (document.documentElement.lang = 'ja'))
  await page.locator('brand-lint .panel[lang="ja"]').waitFor()
})

test('the listing may be in another language than the page', async (t) => {
  const page = await openForm(t, `<brand-lint index="/demo.blx">${inputs}</brand-lint>`, { lang: 'zh-Hans' })
  await page.evaluate(() => (document.querySelector('brand-lint').listing = { language: 'en' }))
  await field(page, 'Title').fill('Samsung case')
  await card(page, 'Samsung').locator('.action').filter({ hasText: 'compatible with Samsung' }).click()
  assert.equal(await field(page, 'Title').inputValue(), 'compatible with Samsung case')
})

test('a language that can’t be fetched: English stays', async (t) => {
  const page = await openForm(t, `<brand-lint index="/demo.blx">${inputs}</brand-lint>`, { lang: 'de', expected: [/404/], prepare: (page) => page.route('**/texts/de.js', (route) => route.fulfill({ status: 404 })) })
  await field(page, 'Title').fill('N1ke')
  await card(page, 'Nike').waitFor()
  assert.match(await page.locator('brand-lint .notice').innerText(), /not legal advice/)
})

test('messages in other languages come with the first finding in one, once; where they can’t be fetched English stays', async (t) => {
  for (const [lang, lost, expected] of [['en', false, /trademark/], ['de', false, /Marke/], ['de', true, /trademark/]]) {
    const fetched = []
    const prepare = (page) =>
      page.route('**/messages.js', (route) => {
        fetched.push(route.request().url())
        return lost ? route.fulfill({ status: 404 }) : route.fallback()
      })
    const page = await openForm(t, `<brand-lint index="/demo.blx">${inputs}</brand-lint>`, { lang, expected: lost ? [/404/] : [], prepare })
    const message = async (title) => {
      await field(page, 'Title').fill(title)
      await page.waitForFunction((title) => document.querySelector('brand-lint').report.findings.some(({ matched }) => title === matched), title)
      return page.evaluate(() => document.querySelector('brand-lint').report.findings[0].message)
    }
    await field(page, 'Title').fill('wool scarf')
    await page.waitForFunction(() => document.querySelector('brand-lint').status === 'ready')
    await page.waitForTimeout(500)
    assert.equal(fetched.length, 0)
    assert.match(await message('S0ny'), expected)
    assert.match(await message('Ad1das'), expected)
    assert.equal(fetched.length, lang === 'en' ? 0 : 1)
  }
})

test('to write what the goods fit is proposed only where that can be meant', async (t) => {
  const page = await openForm(t, `<brand-lint index="/demo.blx">${inputs}</brand-lint>`)
  const proposed = async (nice, title, mark) => {
    await page.evaluate((nice) => document.querySelector('brand-lint').setAttribute('nice', nice), nice)
    await field(page, 'Title').fill(title)
    await card(page, mark).waitFor()
    await page.waitForTimeout(200)
    return card(page, mark).locator('.action').filter({ hasText: 'compatible with' }).count()
  }
  assert.equal(await proposed('9', 'Samsung case', 'Samsung'), 1)
  assert.equal(await proposed('', 'Samsung case', 'Samsung'), 1)
  assert.equal(await proposed('25', 'Adidas shoes', 'Adidas'), 0, 'clothes fit people')
  assert.equal(await proposed('9', 'S4msung case', 'Samsung'), 0, 'a disguise is not to be kept')
  assert.equal(await proposed('9', 'case for Samsung', 'Samsung'), 0, 'it says so already')
})
