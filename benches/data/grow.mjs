#!/usr/bin/env node
/**
 * Grows a mark register of any size from the demo's, for benchmarks:
 *
 *   node benches/data/grow.mjs --forms N [--seed N] [-o FILE] [REGISTER]     (REGISTER: target/demo/register.jsonl)
 *
 * The rows of the register come first, as they stand (a smaller one is every second, third … of them, and may lack a form or two); then rows that
 * are invented until there are N forms. What it keeps, and how:
 *
 * - *The shape of a mark*: each invented row is made after a row drawn from the register: as many forms of the same
 *   kinds and languages, the same registrations; each name with its words, their scripts, lengths and capitals, its signs
 *   and spaces. So the share of each script, letters a word, words a name and forms a mark stay what they were.
 * - *Name parts*: a word that five names or more have ("bank", "super", "de") stays, and so do two Han characters at the
 *   end that five names end with (银行). One word in five of the others is another name's word of the same script and
 *   length; every figure is another one.
 * - *Letters*: all other words are drawn from a Markov chain of their script, learned from the distinct words of the
 *   register: two letters of context for alphabets and kana, one for Han and Hangul. A word of the wanted length is taken
 *   from what the chain gives, so that a word's end is drawn like its other letters; one that is too rare is made longer.
 *
 * What it does not keep: forms of one mark have nothing to do with each other (a transliteration is of no sound), and as
 * there are only so many names of two or three letters, invented ones are somewhat longer.
 *
 * No two forms are equal but for case, marks on letters, signs and spaces. The same register, size and seed give the
 * same bytes.
 */
import { createWriteStream, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { once } from 'node:events'
import { chance } from './chance.mjs'

/** A word that so many names have is a part of names. */
const COMMON = 5
/** So often an invented word is another name's. */
const BORROWED = 0.2
/** So often a name that was there already is made anew before another row is drawn. */
const TRIES = 20

const SCRIPTS = ['Latin', 'Han', 'Katakana', 'Hiragana', 'Cyrillic', 'Hangul', 'Thai', 'Arabic', 'Greek', 'Hebrew', 'Georgian',
  'Armenian', 'Devanagari', 'Bengali'].map((name) => [name, new RegExp(`^\\p{Script_Extensions=${name}}`, 'u')])
/** Letters with the marks on them. */
const LETTERS = /\p{L}\p{M}*/gu
/** One letter is context enough where there are thousands of them. */
const SYLLABIC = new Set(['Han', 'Hangul'])

const scripts = new Map()
function scriptOf(letter) {
  let script = scripts.get(letter)
  if (script === undefined) scripts.set(letter, (script = SCRIPTS.find(([, is]) => is.test(letter))?.[0] ?? 'other'))
  return script
}

/** A name in pieces: words of one script, figures, and what stands between. */
function pieces(name) {
  return (name.normalize('NFC').match(/(?:\p{L}\p{M}*)+|\p{N}+|[^\p{L}\p{N}]+/gu) ?? []).flatMap((run) => {
    if (!/^\p{L}/u.test(run)) return [{ kind: /^\p{N}/u.test(run) ? 'figure' : 'sign', text: run }]
    const words = []
    for (const letter of run.match(LETTERS)) {
      const script = scriptOf(letter)
      const last = words.at(-1)
      if (last?.script === script || (letter === 'ー' && last)) last.letters.push(letter)
      else words.push({ kind: 'word', script, letters: [letter] })
    }
    return words
  })
}

/** What makes two forms the same. */
export const formKey = (text) => text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Words of one script as a Markov chain gives them. */
class Chain {
  #next = new Map()
  #context
  #chance
  /** Words that have come, by their length. */
  #waiting = new Map()

  constructor(words, context, chance) {
    this.#context = context
    this.#chance = chance
    for (const word of words) {
      const letters = [...word.match(LETTERS), '']
      letters.forEach((letter, at) => {
        const before = this.#key(letters, at)
        if (!this.#next.has(before)) this.#next.set(before, [])
        this.#next.get(before).push(letter)
      })
    }
  }

  #key(letters, at) {
    return (at < this.#context ? '^' : '') + letters.slice(Math.max(0, at - this.#context), at).join('')
  }

  #letter(letters) {
    return this.#chance.pick(this.#next.get(this.#key(letters, letters.length)) ?? [''])
  }

  /** A word of so many letters: one that ends there by itself, or else one that is not let end before. */
  word(length) {
    for (let tries = 0; tries < 30; tries++) {
      const waiting = this.#waiting.get(length)
      if (waiting?.length > 0) return waiting.pop()
      const letters = []
      for (let letter; letters.length < 40 && (letter = this.#letter(letters)) !== ''; ) letters.push(letter)
      if (!this.#waiting.has(letters.length)) this.#waiting.set(letters.length, [])
      const list = this.#waiting.get(letters.length)
      if (list.length < 1000) list.push(letters)
    }
    const letters = []
    while (letters.length < length) {
      const letter = this.#letter(letters)
      if (letter !== '') letters.push(letter)
      else letters.push(this.#letter([]))
    }
    return letters
  }
}

const namesOf = (row) => [row.text, ...(row.forms ?? []).map((form) => form.text)]

/** The rows of a register of `forms` forms, one after the other. */
export function* grow(register, forms, seed = 1) {
  const all = register.reduce((sum, row) => sum + namesOf(row).length, 0)
  const share = Math.min(1, forms / all)
  const seen = new Set()
  const ids = new Set()
  let count = 0
  for (const [at, row] of register.entries()) {
    if (Math.floor((at + 1) * share) === Math.floor(at * share)) continue
    const given = namesOf(row)
    if (count + given.length > forms) continue
    given.forEach((name) => seen.add(formKey(name)))
    ids.add(row.id)
    count += given.length
    yield row
  }
  if (share < 1 || count >= forms) return

  const dice = chance(seed)
  const templates = register.map((row) => [row, namesOf(row).map(pieces)])
  const usual = new Map()
  const words = new Map()
  for (const [, names] of templates) {
    for (const name of names) {
      const own = new Set()
      for (const { kind, script, letters } of name) {
        if (kind !== 'word') continue
        const word = letters.join('').toLowerCase()
        own.add(word)
        if (script === 'Han' && letters.length > 2) own.add(`…${letters.slice(-2).join('')}`)
        if (!words.has(script)) words.set(script, new Map())
        const same = words.get(script)
        if (!same.has(letters.length)) same.set(letters.length, new Set())
        same.get(letters.length).add(word)
      }
      for (const word of own) usual.set(word, (usual.get(word) ?? 0) + 1)
    }
  }
  const isCommon = (word) => usual.get(word) >= COMMON
  const chains = new Map()
  const pools = new Map()
  for (const [script, lengths] of words) {
    pools.set(script, new Map([...lengths].map(([length, set]) => [length, [...set]])))
    chains.set(script, new Chain([...lengths.values()].flatMap((set) => [...set]), SYLLABIC.has(script) ? 1 : 2, dice))
  }

  /** Another word in the shape of this one. */
  function invented({ script, letters }) {
    const tail = script === 'Han' && letters.length > 2 && isCommon(`…${letters.slice(-2).join('')}`) ? letters.slice(-2) : []
    const length = letters.length - tail.length
    const pool = pools.get(script).get(length)
    const word = pool !== undefined && dice.roll() < BORROWED ? dice.pick(pool).match(LETTERS) : chains.get(script).word(length)
    const cased = word.map((letter, at) => {
      const model = letters[at]
      return model !== undefined && model !== model.toLowerCase() ? letter.toUpperCase() : letter
    })
    return [...cased, ...tail].join('')
  }

  /** Another name in the shape of this one. Where all its words are parts of names, the longest is replaced. */
  function another(name) {
    const own = name.filter(({ kind, letters }) => kind === 'word' && !isCommon(letters.join('').toLowerCase()))
    if (own.length === 0) own.push(name.filter(({ kind }) => kind === 'word').sort((a, b) => b.letters.length - a.letters.length)[0])
    return name.map((piece) => {
      if (piece.kind === 'sign') return piece.text
      if (piece.kind === 'figure') return [...piece.text].map((digit) => (/\d/.test(digit) ? dice.below(10) : digit)).join('')
      return own.includes(piece) ? invented(piece) : piece.letters.join('')
    }).join('')
  }

  while (count < forms) {
    const [row, shapes] = dice.pick(templates)
    const names = []
    for (const shape of shapes.slice(0, forms - count)) {
      for (let tries = 0; tries < TRIES; tries++) {
        const name = another(shape)
        const key = formKey(name)
        if (key === '' || seen.has(key)) continue
        seen.add(key)
        names.push(name)
        break
      }
      if (names.length === 0) break
    }
    if (names.length === 0) continue
    const slug = names.map((name) => name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')).find((slug) => slug !== '')
    let id = slug ?? `mark-${count}`
    if (ids.has(id)) id = `${id}-${count}`
    ids.add(id)
    count += names.length
    const kinds = names.slice(1).map((text, at) => ({ ...row.forms[at], text }))
    yield { ...row, id, text: names[0], ...(row.forms && { forms: kinds.length > 0 ? kinds : undefined }) }
  }
}

export const readRegister = (path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line))

/** Writes rows as they come. Returns how many forms they have. */
export async function writeRows(rows, path) {
  const out = path === undefined ? process.stdout : createWriteStream(path)
  let [lines, forms] = [[], 0]
  for (const row of rows) {
    forms += namesOf(row).length
    lines.push(`${JSON.stringify(row)}\n`)
    if (lines.length < 10000) continue
    if (!out.write(lines.join(''))) await once(out, 'drain')
    lines = []
  }
  out.write(lines.join(''))
  if (path !== undefined) {
    out.end()
    await once(out, 'finish')
  }
  return forms
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { forms: { type: 'string' }, seed: { type: 'string', default: '1' }, out: { type: 'string', short: 'o' } },
    allowPositionals: true,
  })
  const forms = Number(values.forms)
  if (!(forms > 0)) {
    console.error('grow.mjs: how many forms? --forms N')
    process.exit(2)
  }
  const register = readRegister(positionals[0] ?? fileURLToPath(new URL('../../target/demo/register.jsonl', import.meta.url)))
  const written = await writeRows(grow(register, forms, Number(values.seed)), values.out)
  console.error(`${written} forms`)
}
