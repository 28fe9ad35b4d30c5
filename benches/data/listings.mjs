#!/usr/bin/env node
/**
 * Writes listings for benchmarks, as JSON: titles of fifteen words and descriptions of 2,000 characters.
 *
 *   node benches/data/listings.mjs [--seed N] [-o FILE] [REGISTER]     (REGISTER: target/demo/register.jsonl)
 *
 * - *latin*: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Turkish.
 * - *chinese*: words without spaces between, as sellers write them.
 * - *mixed*: Chinese, Japanese, Russian or Korean with English words and models between.
 *
 * Words come from the project's lists: of ten words three are frequent (ordinary-words/), four name goods and are not
 * rare (dictionary/), two are of the phrases with which sellers describe anything (listing-words.tsv), one is a size or a
 * model. Descriptions have seven frequent words of ten, in sentences. One title of three, and one sentence of five, has
 * the name of a mark of the register as it stands. *Quiet* titles are Latin ones without a name. The same lists and seed
 * give the same listings.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readTable } from '../../scripts/tables.mjs'
import { chance } from './chance.mjs'
import { readRegister } from './grow.mjs'

const TITLES = 60
const DESCRIPTIONS = 6
const QUIET = 200
export const TITLE_WORDS = 15
export const DESCRIPTION_CHARACTERS = 2000

const LATIN = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr']
const MIXED = ['zh', 'ja', 'ru', 'ko']
/** Letters that a word of the language has; the lists have Latin words in all of them. */
const OWN = { zh: /^\p{Script=Han}+$/u, ja: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u, ru: /^\p{Script=Cyrillic}+$/u, ko: /^\p{Script=Hangul}+$/u }
const UNSPACED = new Set(['zh', 'ja'])

/** The words of a list under the headings that `wanted` takes. */
function list(path, wanted) {
  let taken = false
  return readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8').split('\n').filter((line) => {
    if (line.startsWith('#')) taken = wanted(line.slice(2))
    return taken && line !== '' && !line.startsWith('#')
  })
}

const listingWords = readTable('listing-words.tsv')

/** The words of a language: frequent ones, goods, and phrases of sellers. */
function wordsOf(language) {
  const own = OWN[language] ?? /^[\p{Script=Latin}]{2,}$/u
  const are = (words) => words.filter((word) => own.test(word))
  const frequent = are(list(`ordinary-words/${language}.txt`, (heading) => heading === 'zipf 4'))
  const known = new Set(list(`ordinary-words/${language}.txt`, (heading) => /^zipf [34]/.test(heading)))
  const goods = are(list(`dictionary/${language}.txt`, (heading) => heading === 'goods')).filter((word) => known.has(word))
  const phrases = listingWords.filter(([of]) => of === language).flatMap(([, words]) => words.split(', '))
  return { frequent, goods: goods.length > 0 ? goods : frequent, phrases: phrases.length > 0 ? phrases : frequent }
}

export function listings(register, seed = 1) {
  const dice = chance(seed)
  const known = new Map()
  const words = (language) => known.get(language) ?? (known.set(language, wordsOf(language)), known.get(language))
  const names = (are) => register.map(({ text }) => text).filter((text) => are.test(text))
  const latinNames = names(/^[\p{Script=Latin} ]{4,}$/u)
  const hanNames = names(/^\p{Script=Han}{2,}$/u)
  const model = () => dice.pick([
    () => String(1 + dice.below(99)),
    () => `${dice.pick(['10', '25', '50', '100', '250', '500'])}${dice.pick(['ml', 'g', 'cm', 'mm', 'W'])}`,
    () => dice.pick(['S', 'M', 'L', 'XL', 'XXL']),
    () => `${String.fromCharCode(65 + dice.below(26))}${10 + dice.below(90)}`,
  ])()

  function word(language, shares) {
    const { frequent, goods, phrases } = words(language)
    const at = dice.roll()
    if (at < shares[0]) return dice.pick(frequent)
    if (at < shares[1]) return dice.pick(goods)
    return at < shares[2] ? dice.pick(phrases) : model()
  }
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

  /** So many words in a row, as the language writes them. */
  function run(language, count, shares, foreign, name) {
    const parts = name === undefined ? [] : [name]
    while (parts.length < count) {
      const from = foreign !== undefined && dice.roll() < 0.25 ? foreign : language
      parts.push(...word(from, shares).split(' ').slice(0, count - parts.length))
    }
    if (!UNSPACED.has(language)) return parts.join(' ')
    // A space only between letters that would run together.
    return parts.reduce((text, part) => text + (/[\p{Script=Latin}\d]$/u.test(text) && /^[\p{Script=Latin}\d]/u.test(part) ? ' ' : '') + part)
  }

  const kinds = {
    latin: () => [dice.pick(LATIN), undefined, latinNames],
    chinese: () => ['zh', undefined, hanNames],
    mixed: () => [dice.pick(MIXED), 'en', latinNames],
  }
  const title = (kind) => {
    const [language, foreign, names] = kinds[kind]()
    return capital(run(language, TITLE_WORDS, [0.3, 0.7, 0.9], foreign, dice.roll() < 1 / 3 ? dice.pick(names) : undefined))
  }
  const description = (kind) => {
    const [language, foreign, names] = kinds[kind]()
    let text = ''
    while ([...text].length < DESCRIPTION_CHARACTERS) {
      const sentence = run(language, 8 + dice.below(9), [0.7, 0.9, 0.97], foreign, dice.roll() < 1 / 5 ? dice.pick(names) : undefined)
      text += capital(sentence) + (UNSPACED.has(language) ? '。' : '. ')
    }
    return [...text].slice(0, DESCRIPTION_CHARACTERS).join('')
  }
  const each = (count, make) => Object.fromEntries(Object.keys(kinds).map((kind) => [kind, Array.from({ length: count }, () => make(kind))]))
  const quiet = () => capital(run(dice.pick(LATIN), TITLE_WORDS, [0.3, 0.7, 0.9]))
  return { titles: each(TITLES, title), descriptions: each(DESCRIPTIONS, description), quiet: Array.from({ length: QUIET }, quiet) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, out: { type: 'string', short: 'o' } },
    allowPositionals: true,
  })
  const register = readRegister(positionals[0] ?? fileURLToPath(new URL('../../target/demo/register.jsonl', import.meta.url)))
  const text = `${JSON.stringify(listings(register, Number(values.seed)), null, 1)}\n`
  if (values.out === undefined) process.stdout.write(text)
  else writeFileSync(values.out, text)
}
