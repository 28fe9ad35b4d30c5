// What axe can't see: colours of the system's own, text set wider, 400 % zoom, the keyboard alone, what a screen reader is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, statusSays } from './browser.mjs'
import { card, field, inputs, openForm, violations } from './form.mjs'
import { onItsWords, unseen } from './ink.mjs'

const form = `<h1>A form</h1><brand-lint index="/demo.blx" nice="25"><form>${inputs}<button>Publish</button></form></brand-lint>`

/** How much of the page can only be reached by scrolling sideways, in pixels. */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Opens the demo with its example of a whole listing. */
async function openDemo(t, options) {
  const page = await openPage(t, options)
  await statusSays(page, /Checking against/)
  await page.getByRole('button', { name: 'A whole listing' }).click()
  await card(page, 'Sony').waitFor()
  return page
}

/** Opens the page for tables with three rows that are checked, and the first of them in its editor. */
async function openBulk(t, options) {
  const page = await openPage(t, { ...options, path: '/bulk.html' })
  await statusSays(page, /Checking against/)
  await page.getByLabel('Pasted cells').fill('Title\tDescription\nN1ke shoes, made for long walks in the rain\tsoft\nwool scarf\twarm\n')
  await page.locator('#count').filter({ hasText: /^2 rows/ }).waitFor()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.locator('#count').filter({ hasText: /rows checked in/ }).waitFor()
  await page.getByRole('button', { name: 'Edit row 2' }).click()
  await card(page, 'Nike').waitFor()
  return page
}

for (const colorScheme of ['light', 'dark']) {
  test(`colours of the system’s own, ${colorScheme}: words are marked by lines that differ, text stays readable, answers and the card at the caret show`, async (t) => {
    const page = await openForm(t, form, { forcedColors: 'active', colorScheme })
    await field(page, 'Title').fill('N1ke shoes, Adidas bag')
    await field(page, 'Description').fill('a case for Samsung')
    await card(page, 'Samsung').waitFor()
    const system = (name) => page.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.color = name
      const { color } = getComputedStyle(probe)
      probe.remove()
      return color
    }, name)
    const canvasText = await system('CanvasText')
    const words = await page.evaluate(() => [...document.querySelector('brand-lint').shadowRoot.querySelectorAll('.mirror:not([hidden]) mark')].map((mark) => {
      const style = getComputedStyle(mark)
      return [mark.className, style.textDecorationStyle, style.textDecorationColor, style.color, style.backgroundColor]
    }))
    assert.deepEqual(words, [
      ['high', 'wavy', canvasText, 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'],
      ['medium', 'solid', canvasText, 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'],
      ['low', 'dotted', canvasText, 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'],
    ])
    await card(page, 'Nike').getByRole('button', { name: '“N1ke” in Title', exact: true }).click()
    await card(page, 'Nike').and(page.locator('.active')).waitFor()
    const edge = (mark) => card(page, mark).evaluate((card) => getComputedStyle(card).borderInlineStartWidth)
    assert.deepEqual([await edge('Nike'), await edge('Samsung')], ['4px', '0px'])
    const answer = card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods' })
    await answer.click()
    // In the next frame.
    await card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods', pressed: true }).waitFor()
    assert.match(await answer.evaluate((button) => getComputedStyle(button, '::before').content), /✓/)
    assert.deepEqual(await violations(page), [])
  })

  test(`colours of the system’s own, ${colorScheme}: the demo and its page for tables`, async (t) => {
    for (const open of [openDemo, openBulk]) assert.deepEqual(await violations(await open(t, { forcedColors: 'active', colorScheme })), [])
  })
}

test('reduced motion: nothing moves', async (t) => {
  for (const open of [openDemo, openBulk]) {
    const page = await open(t, { reducedMotion: 'reduce' })
    const moving = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*'), ...document.querySelector('brand-lint').shadowRoot.querySelectorAll('*')]
      const moves = (element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
        return parseFloat(transitionDuration) > 0 || !['none', ''].includes(animationName) || scrollBehavior === 'smooth'
      }
      return [document.getAnimations().length, all.filter(moves).map(({ outerHTML }) => outerHTML.slice(0, 100))]
    })
    assert.deepEqual(moving, [0, []])
  }
})

/** Buttons and lines of the element whose text is cut. */
const cut = (page) =>
  page.evaluate(() => [...document.querySelector('brand-lint').shadowRoot.querySelectorAll('.panel button, .panel p')].filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1).map(({ textContent }) => textContent))

test('320 px wide, which is 400 % zoom: one column, nothing sticks out, nothing is cut', async (t) => {
  for (const open of [openDemo, openBulk]) {
    const page = await open(t, { width: 320, height: 640 })
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await cut(page), [])
    assert.deepEqual(await violations(page), [])
    // Where something scrolls in itself, it is not the text to read.
    const wide = await page.locator('.scroll').evaluateAll((boxes) => boxes.filter((box) => box.offsetWidth > 0 && box.scrollWidth > box.clientWidth).length)
    assert.equal(wide, 0, 'rows need no scrolling sideways')
  }
})

/** As far apart as WCAG 1.4.12 wants text to bear it. */
const spaced = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'

for (const width of [1280, 390]) {
  test(`text set wider, ${width} px: nothing is cut or sticks out, and marks stay on their words`, async (t) => {
    const page = await openForm(t, form.replace(inputs, '<label>Title <input name="title"></label>'), { width, css: unseen })
    await page.evaluate((css) => {
      // A seller's own style reaches into shadow trees.
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      for (const root of [document, document.querySelector('brand-lint').shadowRoot]) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    }, spaced)
    await field(page, 'Title').fill(`\u00a0\u00a0\u00a0N1ke`)
    await card(page, 'Nike').waitFor()
    await onItsWords(page, 'input', 'text set wider', 5)
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await cut(page), [])
    assert.ok(await card(page, 'Nike').locator('.message').evaluate((text) => parseFloat(getComputedStyle(text).letterSpacing) > 1), 'the style has reached the text')
  })
}

test('the keyboard alone: into the form, to the advice, and out at the end', async (t) => {
  const page = await openPage(t, { reducedMotion: 'reduce' })
  await statusSays(page, /Checking against/)
  const focused = () =>
    page.evaluate(() => {
      let { activeElement } = document
      while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot)
      if (activeElement === null || activeElement === document.body) return undefined
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(activeElement)
      const box = activeElement.getBoundingClientRect()
      return {
        name: activeElement.getAttribute('aria-label') ?? activeElement.labels?.[0]?.textContent.trim() ?? activeElement.textContent.trim(),
        seen: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || borderColor === '',
        inside: box.bottom > 0 && box.top < innerHeight,
      }
    })
  const tabTo = async (name) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press('Tab')
      const now = await focused()
      assert.ok(now === undefined || now.seen, `the focus is not seen at ${now?.name}`)
      assert.ok(now === undefined || now.inside, `the focus is outside of the window at ${now?.name}`)
      if (now?.name.startsWith(name)) return
    }
    assert.fail(`the keyboard does not come to ${name}`)
  }
  await tabTo('Title')
  await page.keyboard.type('Adidas shoes, N1ke')
  await card(page, 'Nike').waitFor()
  await card(page, 'Adidas').waitFor()
  await tabTo('“N1ke” in Title')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await card(page, 'Nike').waitFor({ state: 'detached' })
  assert.equal((await focused()).name, 'Title', 'where the words were')
  assert.equal(await field(page, 'Title').inputValue(), 'Adidas shoes,')
  await tabTo('I’m authorized to sell Adidas')
  await page.keyboard.press('Space')
  await card(page, 'Adidas').getByText('Authorized', { exact: true }).waitFor()
  assert.equal((await focused()).name, 'I’m authorized to sell Adidas', 'the focus stays')
  // There is an end: the focus is not kept.
  let tabs = 0
  for (; tabs < 60 && (await focused()) !== undefined; tabs++) await page.keyboard.press('Tab')
  assert.ok(tabs < 60, 'the focus never leaves the page')
})

test('what a screen reader is told: names and roles, and nothing of the mirrors', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke shoes, Adidas bag')
  await card(page, 'Adidas').waitFor()
  await card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods' }).click()
  await card(page, 'Adidas').getByRole('button', { name: 'Not my kind of goods', pressed: true }).waitFor()
  await page.locator('brand-lint [role=status]').filter({ hasText: 'Names to check: 2' }).waitFor({ state: 'attached' })
  const tree = await page.locator('brand-lint').ariaSnapshot()
  // Messages belong to the engine.
  assert.equal(tree.replaceAll(/^( *- paragraph: ).{60,}$/gm, '$1…'), `- paragraph:
  - text: Title
  - textbox "Title": N1ke shoes, Adidas bag
- paragraph:
  - text: Brand
  - textbox "Brand"
- paragraph:
  - text: First point
  - textbox "First point"
- paragraph:
  - text: Second point
  - textbox "Second point"
- paragraph:
  - text: Description
  - textbox "Description"
- button "Publish"
- region "Brand check":
  - paragraph: "Names to check: 2 (High risk: 1, Medium risk: 1)"
  - list:
    - listitem:
      - paragraph: High risk
      - paragraph: Nike
      - list:
        - listitem:
          - button "“N1ke” in Title"
          - 'button "Remove: “N1ke” in Title"': Remove
      - paragraph: …
      - button "I’m authorized to sell Nike"
      - 'button "Not my kind of goods: Nike"': Not my kind of goods
    - listitem:
      - paragraph: Medium risk
      - paragraph: Adidas
      - list:
        - listitem:
          - button "“Adidas” in Title"
          - 'button "Remove: “Adidas” in Title"': Remove
      - paragraph: …
      - button "I’m authorized to sell Adidas"
      - 'button "Not my kind of goods: Adidas" [pressed]': Not my kind of goods
  - paragraph: …
- status: "Names to check: 2 (High risk: 1, Medium risk: 1)"`)
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const title = nodes.find(({ role, name }) => role?.value === 'textbox' && name?.value === 'Title')
  assert.equal(title.description.value, 'High risk: Nike, Adidas')
  assert.equal(nodes.filter(({ role, name }) => role?.value === 'mark' || name?.value === 'N1ke').length, 0, 'mirrors are not told')
})

test('announcements: once in a pause, not at every keystroke, politely, and not the same twice', async (t) => {
  const page = await openForm(t, form)
  await field(page, 'Title').fill('N1ke')
  const status = page.locator('brand-lint [role=status]')
  await status.filter({ hasText: 'Names to check: 1' }).waitFor({ state: 'attached' })
  await page.evaluate(() => {
    globalThis.told = []
    const status = document.querySelector('brand-lint').shadowRoot.querySelector('[role=status]')
    new MutationObserver(() => globalThis.told.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true })
  })
  const told = () => page.evaluate(() => globalThis.told)
  await field(page, 'Title').press('End')
  await page.keyboard.type(' Gucc1 bag, S0ny too', { delay: 100 })
  await card(page, 'Sony').waitFor()
  assert.deepEqual(await told(), [], 'not while one types')
  await status.filter({ hasText: 'Names to check: 3' }).waitFor({ state: 'attached' })
  await page.keyboard.type(' and wool', { delay: 50 })
  await page.waitForTimeout(1500)
  assert.deepEqual(await told(), ['Names to check: 3 (High risk: 3)'])
  assert.equal(await status.evaluate((status) => status.getAttribute('aria-live') ?? 'polite'), 'polite')
})
