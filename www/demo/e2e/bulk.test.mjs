// The page for many listings: a table in, findings out.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import Papa from 'papaparse'
import writeExcel from 'write-excel-file/node'
import { openPage, statusSays } from './browser.mjs'
import { card, violations } from './form.mjs'

const ready = /Checking against [\d,]+ marks/

async function openBulk(t, options) {
  const page = await openPage(t, { path: '/bulk.html', ...options })
  await statusSays(page, ready)
  return page
}

/** Gives the page a file. */
const give = (page, name, buffer) => page.getByLabel('File').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) })

/** Starts, and waits for the end. */
async function run(page) {
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.locator('#count').filter({ hasText: /rows? checked in/ }).waitFor({ timeout: 60_000 })
}

/** The table as it is seen: number, risk, title, names. */
const seen = (page) => page.locator('#rows tr[data-row]').evaluateAll((rows) => rows.map((row) => [...row.cells].slice(0, 4).map(({ textContent }) => textContent)))

/** What the export gives, as rows of an object each. */
async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV with findings' }).click()])
  const text = await readFile(await download.path(), 'utf8')
  assert.equal(text[0], '\ufeff')
  return Papa.parse(text.slice(1), { header: true }).data
}

test('10,000 rows: progress, the highest risk first, and the page stays alive', async (t) => {
  const page = await openBulk(t)
  await page.getByRole('button', { name: 'Use an example of 10,000 rows' }).click()
  await page.locator('#count').filter({ hasText: '10,000 rows' }).waitFor()
  await page.evaluate(() => {
    globalThis.longest = 0
    globalThis.values = new Set()
    let last = performance.now()
    ;(function frame() {
      globalThis.longest = Math.max(globalThis.longest, performance.now() - last)
      last = performance.now()
      if (!document.querySelector('#progress').hidden) globalThis.values.add(document.querySelector('#progress').value)
      globalThis.timer = setTimeout(frame, 0)
    })()
  })
  await run(page)
  const [longest, values] = await page.evaluate(() => (clearTimeout(globalThis.timer), [globalThis.longest, globalThis.values.size]))
  t.diagnostic(`${await page.locator('#count').textContent()} The page's thread was busy for at most ${Math.round(longest)} ms at a time.`)
  assert.ok(values > 3, `the progress was seen at ${values} values`)
  assert.ok(longest < 500, `the page stood still for ${longest} ms`)
  assert.match(await page.locator('#page').textContent(), /Page 1 of 200, 10,000 rows/)
  const first = await seen(page)
  assert.equal(first.length, 50)
  assert.ok(first.every(([, risk]) => risk === 'High risk'))
  const heap = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0)
  t.diagnostic(`JavaScript heap of the page: ${Math.round(heap / 1e6)} MB`)
  assert.ok(heap < 200e6)
})

test('cancelled in the middle: what is known is shown, and it can be started again', async (t) => {
  const page = await openBulk(t)
  await page.getByRole('button', { name: 'Use an example of 10,000 rows' }).click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.waitForFunction(() => document.querySelector('#progress').value > 300)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.locator('#count').filter({ hasText: /Cancelled after [\d,]+ rows/ }).waitFor()
  const known = Number((await page.locator('#count').textContent()).replace(/\D/g, ''))
  assert.ok(known >= 300 && known < 10_000, `${known} rows`)
  assert.match(await page.locator('#page').textContent(), new RegExp(`${known.toLocaleString('en')} rows`))
  const rows = await exported(page)
  assert.equal(rows.length, 10_000)
  assert.equal(rows.at(-1)['brandlint risk'], 'not checked')
  await run(page)
})

const table = [
  ['SKU', 'Product name', 'Brand name', 'Bullet 1', 'Bullet 2', 'Notes'],
  ['1', 'Wool scarf', '', 'warm', 'soft', 'N1ke'],
  ['2', 'N1ke shoes, "light"', '', 'by Ｇｕｃｃｉ', '', '=1+1'],
  ['3', 'Case for Samsung', 'S0ny', '', 'line one\nline two', '+4'],
]
const csv = (delimiter) => Papa.unparse(table, { delimiter })

for (const [what, feed] of [
  ['CSV', (page) => give(page, 'listings.csv', csv(','))],
  ['CSV with semicolons and a byte order mark', (page) => give(page, 'listings.csv', `\ufeff${csv(';')}`)],
  ['UTF-16 text with tabs', (page) => give(page, 'listings.txt', Buffer.from(`\ufeff${csv('\t')}`, 'utf16le'))],
  ['XLSX', async (page) => give(page, 'listings.xlsx', await writeExcel(table.map((row) => row.map((value) => ({ value, type: String })))).toBuffer())],
  ['cells pasted from a spreadsheet', (page) => page.getByLabel('Pasted cells').fill(csv('\t'))],
]) {
  test(`${what}: columns are guessed, rows checked, found and exported`, async (t) => {
    const page = await openBulk(t)
    await feed(page)
    await page.locator('#count').filter({ hasText: /^3 rows/ }).waitFor()
    const guessed = await page.locator('#mapping select').evaluateAll((selects) => selects.map(({ value }) => value))
    assert.deepEqual(guessed, ['', 'title', 'brand', 'bullets', 'bullets', ''])
    await run(page)
    assert.deepEqual((await seen(page)).map(([row, risk]) => `${row} ${risk}`).sort(), ['2 Nothing found', '3 High risk', '4 High risk'])
    const rows = await exported(page)
    assert.deepEqual(rows.map((row) => row['brandlint risk']), ['none', 'high', 'high'])
    assert.match(rows[1]['brandlint findings'], /N1ke → Nike \(high, title\)/)
    assert.match(rows[1]['brandlint findings'], /Ｇｕｃｃｉ → Gucci \(high, bullets\/0\)/)
    assert.match(rows[2]['brandlint findings'], /S0ny → Sony \(high, brand\)/)
    assert.equal(rows[2]['Bullet 2'], 'line one\nline two')
    assert.deepEqual(rows.map(({ Notes }) => Notes), ['N1ke', "'=1+1", "'+4"], 'a cell does not become a formula')
  })
}

const long = [['SKU', 'Title', 'Brand', 'Bullet 1', 'Description'], ...Array.from({ length: 10_000 }, (_, at) => [`S${at}`, `Wool scarf no. ${at}, dark green`, '', `lasts ${at} years`, 'A scarf for the whole family. '.repeat(6)])]
for (const [what, feed] of [
  ['CSV', (page) => give(page, 'long.csv', Papa.unparse(long))],
  ['XLSX', async (page) => give(page, 'long.xlsx', await writeExcel(long.map((row) => row.map((value) => ({ value, type: String })))).toBuffer())],
  ['cells pasted from a spreadsheet', (page) => page.getByLabel('Pasted cells').evaluate((box, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    // As a browser does it: the event, and the text where nobody prevents it.
    if (box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))) document.execCommand('insertText', false, text)
  }, Papa.unparse(long, { delimiter: '\t' }))],
]) {
  test(`10,000 rows as ${what}: read in a worker that ends with it, and little is kept`, async (t) => {
    const page = await openBulk(t)
    const session = await page.context().newCDPSession(page)
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    }
    const before = await heap()
    const begun = performance.now()
    await feed(page)
    await page.locator('#count').filter({ hasText: /^10,000 rows/ }).waitFor({ timeout: 30_000 })
    const took = performance.now() - begun
    const guessed = await page.locator('#mapping select').evaluateAll((selects) => selects.map(({ value }) => value))
    assert.deepEqual(guessed, ['', 'title', 'brand', 'bullets', 'description'])
    const kept = (await heap()) - before
    t.diagnostic(`read in ${(took / 1000).toFixed(1)} s; ${(kept / 1e6).toFixed(1)} MB more in the page's heap`)
    assert.ok(kept < 50e6)
    await page.waitForTimeout(100)
    assert.equal(page.workers().length, 1, 'only the one that screens is left')
  })
}

test('a workbook that is much larger unpacked than it says room for is refused', async (t) => {
  const page = await openBulk(t)
  const zip = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') })
  // What it says in the directory at the end, of the size of its only part.
  const directory = Buffer.from(zip).lastIndexOf('PK\x01\x02')
  new DataView(zip.buffer).setUint32(directory + 24, 4e8, true)
  await give(page, 'large.xlsx', zip)
  await page.locator('#source-problem').filter({ hasText: /more than 300 MB/ }).waitFor()
  await give(page, 'b.csv', csv(','))
  await page.locator('#count').filter({ hasText: /^3 rows/ }).waitFor()
})

test('filters, order and search', async (t) => {
  const page = await openBulk(t)
  await give(page, 'a.csv', csv(','))
  await run(page)
  await page.getByLabel('Risk').selectOption('none')
  assert.deepEqual((await seen(page)).map(([row]) => row), ['2'])
  await page.getByLabel('Risk').selectOption('')
  await page.getByLabel('Order').selectOption('row')
  assert.deepEqual((await seen(page)).map(([row]) => row), ['2', '3', '4'])
  await page.getByLabel('Words or marks').fill('sony')
  assert.deepEqual((await seen(page)).map(([row]) => row), ['4'])
  await page.getByLabel('Words or marks').fill('nothing like it')
  assert.deepEqual(await seen(page), [])
  assert.match(await page.locator('#page').textContent(), /No row is like that/)
})

test('edited in place: the row is checked again at once, and the export has what was written', async (t) => {
  const page = await openBulk(t)
  await give(page, 'a.csv', csv(','))
  await run(page)
  await page.getByRole('button', { name: 'Edit row 3' }).click()
  const title = page.getByRole('textbox', { name: 'Product name', exact: true })
  assert.equal(await title.evaluate((input) => input === document.activeElement), true)
  await card(page, 'Nike').getByRole('button', { name: /^Remove/ }).click()
  await card(page, 'Nike').waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Bullet 1' }).fill('by hand')
  await page.locator('tr[data-row="1"]').filter({ hasText: 'Nothing found' }).waitFor()
  await page.getByRole('button', { name: 'Done row 3' }).click()
  assert.equal(await page.locator('.editor').count(), 0)
  const rows = await exported(page)
  assert.deepEqual([rows[1]['Product name'], rows[1]['Bullet 1'], rows[1]['brandlint risk']], ['shoes, "light"', 'by hand', 'none'])
})

test('edited in place: a cell of several lines keeps them', async (t) => {
  const page = await openBulk(t)
  await give(page, 'a.csv', csv(','))
  await run(page)
  await page.getByRole('button', { name: 'Edit row 4' }).click()
  const bullet = page.getByRole('textbox', { name: 'Bullet 2' })
  assert.equal(await bullet.inputValue(), 'line one\nline two')
  await bullet.press('Control+End')
  await bullet.pressSequentially('!')
  assert.equal((await exported(page))[2]['Bullet 2'], 'line one\nline two!')
})

test('the keyboard alone: checked, cancelled, edited and filtered, and the focus is never lost', async (t) => {
  const page = await openBulk(t)
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
  await page.getByRole('button', { name: 'Use an example of 10,000 rows' }).press('Enter')
  await page.locator('#count').filter({ hasText: '10,000 rows' }).waitFor()
  await page.getByRole('button', { name: 'Check', exact: true }).press('Enter')
  await page.keyboard.press('Tab')
  assert.equal(await focus(), 'cancel')
  await page.waitForFunction(() => document.querySelector('#progress').value > 50)
  await page.keyboard.press('Enter')
  await page.locator('#count').filter({ hasText: /Cancelled/ }).waitFor()
  assert.equal(await focus(), 'start')
  await give(page, 'a.csv', csv(','))
  await page.locator('#count').filter({ hasText: /^3 rows/ }).waitFor()
  await run(page)
  await page.getByLabel('Risk').selectOption('high')
  await page.getByRole('button', { name: 'Edit row 3' }).press('Enter')
  assert.equal(await focus(), 'edit-1')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Shoes')
  // Back to the row's button before it is drawn anew with what is found now.
  await page.keyboard.press('Shift+Tab')
  assert.match(await focus(), /^Done/)
  await page.locator('tr[data-row="1"]').filter({ hasText: 'Shoes' }).waitFor()
  assert.match(await focus(), /^Done/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  assert.equal(await focus(), 'edit-3')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('by hand')
  await page.locator('tr[data-row="1"]').filter({ hasText: 'Nothing found' }).waitFor()
  await page.getByRole('button', { name: 'Done row 3' }).press('Enter')
  // The row has no high risk any more, and is not shown.
  assert.equal(await focus(), 'scroll')
})

test('columns: without a title, or with two brands, it does not start, and says why', async (t) => {
  const page = await openBulk(t)
  await give(page, 'a.csv', 'Colour,Size\nblue,4\n')
  await page.getByText('Choose the column that is the title.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Check', exact: true }).isDisabled(), true)
  await page.getByLabel('Colour').selectOption('title')
  await run(page)
  await page.getByLabel('Size').selectOption('title')
  await page.getByText('Two columns are “title”: choose one.').waitFor()
})

for (const [what, name, bytes, says] of [
  ['an empty file', 'a.csv', '', /no row/],
  ['a header alone', 'a.csv', 'Title,Brand\n', /no row/],
  ['no workbook at all', 'a.xlsx', 'not a zip', /no table that can be read/],
]) {
  test(`${what}: it says so, and the next file is taken`, async (t) => {
    const page = await openBulk(t)
    await give(page, name, bytes)
    await page.locator('#source-problem').filter({ hasText: says }).waitFor()
    await give(page, 'b.csv', csv(','))
    await page.locator('#count').filter({ hasText: /^3 rows/ }).waitFor()
    assert.equal(await page.locator('#source-problem').textContent(), '')
  })
}

test('more rows than fit: the rest is said, not lost in silence', async (t) => {
  const page = await openBulk(t)
  await give(page, 'a.csv', `Title\n${'wool scarf\n'.repeat(20_005)}`)
  await page.locator('#count').filter({ hasText: '20,000 rows 5 more don’t fit here' }).waitFor()
})

for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`no accessibility violation, ${colorScheme}, ${width} px`, async (t) => {
    const page = await openBulk(t, { colorScheme, width })
    await give(page, 'a.csv', csv(','))
    await run(page)
    await page.getByRole('button', { name: 'Edit row 3' }).click()
    await card(page, 'Nike').waitFor()
    await page.waitForTimeout(300)
    assert.deepEqual(await violations(page), [])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(overflow, 0, 'nothing sticks out sideways')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/bulk-${width}.png`, fullPage: true })
  })
}
