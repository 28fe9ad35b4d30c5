/** The demo register, made from the installed packages: node --test scripts/ */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { asJsonLines, demoRegister, nameKey } from './demo-register.mjs'

const { rows, counts } = demoRegister()
const markById = new Map(rows.map((row) => [row.id, row]))

function mark(id) {
  assert.ok(markById.has(id), `no mark has the id ${id}`)
  return markById.get(id)
}

const formTexts = (id) => (mark(id).forms ?? []).map((form) => form.text)

test('every row is in the format of the register', () => {
  const kinds = ['transliteration', 'translation', 'abbreviation', 'nickname', 'variant']
  const isText = (text) => typeof text === 'string' && text !== '' && text === text.trim() && /[\p{L}\p{N}]/u.test(text)
  for (const row of rows) {
    const where = JSON.stringify(row)
    assert.deepEqual(Object.keys(row).filter((key) => !['id', 'text', 'wellKnown', 'forms', 'registrations'].includes(key)), [], where)
    assert.ok(isText(row.id) && isText(row.text), where)
    assert.ok([undefined, true].includes(row.wellKnown), where)
    for (const form of row.forms ?? []) {
      assert.deepEqual(Object.keys(form).filter((key) => !['text', 'lang', 'kind'].includes(key)), [], where)
      assert.ok(isText(form.text) && kinds.includes(form.kind), where)
      if (form.lang !== undefined) assert.doesNotThrow(() => new Intl.Locale(form.lang), where)
    }
    for (const { classes, status, ...more } of row.registrations ?? []) {
      assert.deepEqual(more, {}, where)
      assert.equal(status, 'live', where)
      assert.ok(classes.length > 0 && classes.every((n, i) => n >= 1 && n <= 45 && (i === 0 || classes[i - 1] < n)), where)
    }
  }
})

test('ids are unique and in order', () => {
  const ids = rows.map((row) => row.id)
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(ids, [...ids].sort())
})

test('no name is there twice: not two marks of one text, not a form like its text or another form', () => {
  const texts = rows.map((row) => nameKey(row.text))
  assert.equal(new Set(texts).size, texts.length)
  for (const row of rows) {
    const keys = [row.text, ...(row.forms ?? []).map((form) => form.text)].map(nameKey)
    assert.equal(new Set(keys).size, keys.length, JSON.stringify(row))
  }
})

test('the names of one brand in several scripts are one mark', () => {
  assert.equal(mark('starbucks').text, 'Starbucks')
  for (const form of ['星巴克', 'スターバックス', '스타벅스', 'ستاربكس', 'Старбакс']) assert.ok(formTexts('starbucks').includes(form), form)
  assert.ok(formTexts('adidas').includes('阿迪达斯'))
  assert.ok(formTexts('huawei').includes('华为'))
  assert.ok(formTexts('muji').includes('無印良品'))
  assert.ok(formTexts('uniqlo').includes('ユニクロ'))
})

test('languages and kinds of forms', () => {
  const forms = new Map(mark('mcdonalds').forms.map((form) => [form.text, form]))
  assert.deepEqual(forms.get('マクドナルド'), { text: 'マクドナルド', lang: 'ja', kind: 'transliteration' })
  assert.equal(forms.get('McDo').kind, 'abbreviation')
  assert.deepEqual(mark('kfc').forms.find((form) => form.text === 'Kentucky Fried Chicken'), { text: 'Kentucky Fried Chicken', lang: 'en', kind: 'translation' })
  assert.ok(mark('srg-ssr').forms.some((form) => form.lang === 'de-CH'))
  assert.deepEqual(mark('3-brasseurs').forms.find((form) => form.text === '3 Brewers')?.kind, 'translation')
})

test('classes come from the table; simple-icons only counts where nothing else is known', () => {
  assert.deepEqual(mark('gucci').registrations, [{ classes: [25], status: 'live' }])
  assert.ok(mark('nike').registrations[0].classes.includes(25))
  assert.ok(!mark('nike').registrations[0].classes.includes(42), 'Nike is in simple-icons too')
  assert.deepEqual(mark('apple').registrations, [{ classes: [9, 42], status: 'live' }])
  assert.deepEqual(mark('toyota').registrations, [{ classes: [12, 37], status: 'live' }])
})

test('every category of the sources is in data/nice-classes.tsv', () => {
  assert.deepEqual(counts.uncovered, [])
})

test('well-known: in both sources, or with names in many languages', () => {
  assert.equal(mark('nike').wellKnown, true)
  assert.equal(mark('kfc').wellKnown, true)
  assert.equal(mark('3-brasseurs').wellKnown, undefined)
  assert.equal(mark('redis').wellKnown, undefined)
})

test('generic names, and words added to a name, are left out', () => {
  const texts = new Set(rows.map((row) => row.text.toLowerCase()))
  for (const generic of ['kiosk', 'minimart', 'farmacia', 'supermarket']) assert.ok(!texts.has(generic), generic)
  for (const { id, forms = [] } of rows) for (const { text } of forms) assert.ok(!/^(аптека|station-service|«».*)$/i.test(text), id)
  assert.ok(!formTexts('nike').includes('nike well collective'))
  assert.ok(!texts.has('tesco bank'), 'Tesco Bank is Tesco')
})

test('names that differ by a sign that is spoken stay apart', () => {
  for (const id of ['c', 'c-plus-plus']) mark(id)
  assert.notEqual(nameKey('Disney+'), nameKey('Disney'))
  assert.equal(nameKey('H&M'), nameKey('H and M'))
  assert.equal(nameKey('Škoda'), nameKey('SKODA'))
  assert.equal(nameKey('鼎泰豐'), nameKey('鼎泰丰'))
})

test('it is as large as the budgets are stated for', () => {
  assert.ok(counts.marks > 15_000 && counts.marks + counts.forms > 20_000, JSON.stringify(counts))
})

test('the command writes the same bytes every time, and counts to standard error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-register-'))
  try {
    const script = fileURLToPath(new URL('demo-register.mjs', import.meta.url))
    const run = (...args) => spawnSync(process.execPath, [...process.execArgv.filter((arg) => !arg.startsWith('--test')), script, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 })
    const file = join(folder, 'register.jsonl')
    const written = run('-o', file)
    assert.equal(written.status, 0, written.stderr)
    assert.equal(written.stdout, '')
    assert.match(written.stderr, new RegExp(`^${counts.marks} marks, ${counts.forms} other forms`))
    assert.equal(readFileSync(file, 'utf8'), asJsonLines(rows))
    assert.equal(run().stdout, asJsonLines(rows), 'without -o it goes to standard output')
    const wrong = run('--outt', file)
    assert.equal(wrong.status, 2)
    assert.match(wrong.stderr, /--outt/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
