// A grown register is like the one it was grown from.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { demoRegister } from '../../scripts/demo-register.mjs'
import { formKey, grow } from './grow.mjs'
import { DESCRIPTION_CHARACTERS, TITLE_WORDS, listings } from './listings.mjs'

const { rows } = demoRegister()
const names = (rows) => rows.flatMap((row) => [row.text, ...(row.forms ?? []).map(({ text }) => text)])
const FORMS = 60_000
const grown = [...grow(rows, FORMS)]
const invented = names(grown).slice(names(rows).length)

/** How often each item is there, of all. */
function shares(items) {
  const counts = new Map()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return new Map([...counts].map(([item, count]) => [item, count / items.length]))
}
/** How far apart two distributions are: 0 the same, 1 nothing in common. */
function distance(a, b) {
  const [x, y] = [shares(a), shares(b)]
  return [...new Set([...x.keys(), ...y.keys()])].reduce((sum, key) => sum + Math.abs((x.get(key) ?? 0) - (y.get(key) ?? 0)), 0) / 2
}
const letters = (names) => names.flatMap((name) => [...name.toLowerCase()])
const pairs = (names) => names.flatMap((name) => [...name.toLowerCase()].map((letter, at, all) => letter + (all[at + 1] ?? '')))

test('there are as many forms as asked for, the register first, and no two are equal', () => {
  assert.equal(names(grown).length, FORMS)
  assert.deepEqual(grown.slice(0, rows.length), rows)
  const known = new Set(names(rows).map(formKey))
  for (const name of invented) {
    assert.ok(!known.has(formKey(name)), `${name} is there twice`)
    known.add(formKey(name))
  }
  assert.equal(new Set(grown.map(({ id }) => id)).size, grown.length, 'ids')
})

test('a smaller register is a part of it', () => {
  const part = [...grow(rows, 5000)]
  assert.ok(names(part).length <= 5000 && names(part).length > 4900)
  const all = new Set(rows)
  assert.ok(part.every((row) => all.has(row)))
})

test('lengths, letters and scripts are those of the register', () => {
  const mean = (names) => names.reduce((sum, name) => sum + [...name].length, 0) / names.length
  assert.ok(Math.abs(mean(invented) / mean(names(rows)) - 1) < 0.1, `${mean(invented)} letters instead of ${mean(names(rows))}`)
  for (const [what, of, most] of [
    ['lengths', (names) => names.map((name) => [...name].length), 0.08],
    ['words a name', (names) => names.map((name) => name.split(' ').length), 0.05],
    ['letters', letters, 0.08],
    ['pairs of letters', pairs, 0.2],
  ]) {
    const apart = distance(of(names(rows)), of(invented))
    assert.ok(apart < most, `${what} are ${apart.toFixed(3)} apart`)
  }
})

test('the same seed gives the same register and listings, another seed others', () => {
  const hash = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  const small = rows.filter((_, at) => at % 20 === 0)
  assert.equal(hash([...grow(small, 3000, 5)]), hash([...grow(small, 3000, 5)]))
  assert.notEqual(hash([...grow(small, 3000, 5)]), hash([...grow(small, 3000, 6)]))
  assert.equal(hash(listings(rows, 5)), hash(listings(rows, 5)))
  assert.notEqual(hash(listings(rows, 5)), hash(listings(rows, 6)))
})

test('titles have fifteen words, descriptions 2,000 characters, and each kind its script', () => {
  const { titles, descriptions } = listings(rows)
  for (const title of titles.latin) assert.ok(title.split(' ').length >= TITLE_WORDS && /^[\p{Script=Latin}\p{N}\p{P}\p{M} ]+$/u.test(title), title)
  for (const title of titles.chinese) assert.match(title, /(\p{Script=Han}.*){10}/u)
  for (const text of Object.values(descriptions).flat()) assert.equal([...text].length, DESCRIPTION_CHARACTERS)
})
