#!/usr/bin/env node
/**
 * Writes the demo's mark register, one mark a line as JSON, from openly licensed brand names:
 *
 *   node scripts/demo-register.mjs [-o FILE]        (standard output without -o; counts go to standard error)
 *
 * Sources, both npm packages: `name-suggestion-index` (BSD-3-Clause; the brands of shops, food, hotels and so on,
 * in many scripts) and `simple-icons` (CC0-1.0; the brands of software and electronics). It is brand names, not a
 * trademark register: there are no owners, offices or numbers in it.
 *
 * How a mark comes about
 * - Entries whose names are the same but for case, marks on letters, punctuation and traditional or simplified
 *   Chinese are one mark, with the classes of all of them.
 * - Entries of one Wikidata id are one mark too when their names are in different scripts (Starbucks, 星巴克) or
 *   when one contains the other (Tesco, Tesco Bank). Other names under one id (nhow, NH Hotels) stay apart.
 * - `text` is the name in Latin letters where there is one, in its most frequent spelling; the others are forms.
 * - A form that is the text of another mark, or that only adds words to the text or to another form, is left
 *   out: the first belongs to the other mark, the second is found by what it contains.
 * - Names that name-suggestion-index itself lists as generic ("kiosk", "warehouse") are left out.
 * - Nice classes come from data/nice-classes.tsv. What simple-icons is taken for (software, electronics) is a guess
 *   that only counts where name-suggestion-index knows nothing: it has carmakers and airlines too.
 * - `wellKnown`: the name is in both sources, or has names of its own in six languages or more.
 *
 * The same packages give the same bytes: marks are sorted by id, and nothing depends on time or place.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readTable } from './tables.mjs'

/** A mark known in this many languages counts as well-known. */
const WELL_KNOWN_LANGUAGES = 6

/** Longer official names are whole company names, which nobody writes in a listing. */
const LONGEST_OFFICIAL_NAME = { characters: 30, words: 4 }

const simplified = new Map(readTable('simplified.tsv'))

// ---------------------------------------------------------------------------------------------------------------
// Names

/** Letters that decomposition leaves alone but that are written without their stroke or ligature as well. */
const PLAIN_LETTERS = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }

function plain(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC')
    .toLowerCase().replace(/[ßøłđæœðþıħ]/g, (c) => PLAIN_LETTERS[c])
    .replace(/&/g, ' and ').replace(/\+/g, ' plus ').replace(/#$/, ' sharp')
    .replace(/\p{Script=Han}/gu, (c) => simplified.get(c) ?? c)
}

/** What makes two names the same name. */
export function nameKey(text) {
  return plain(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '')
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Thai', 'Hangul', 'Georgian', 'Armenian',
  'Devanagari', 'Bengali', 'Han', 'Hiragana', 'Katakana']
const SCRIPT_OF = SCRIPTS.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')])

/** The scripts of a name's letters. Kana, and Han beside kana, are one: Japanese. */
function scripts(text) {
  const found = new Set()
  for (const c of text) {
    if (!/\p{L}/u.test(c) || c === 'ー') continue
    found.add(SCRIPT_OF.find(([, letter]) => letter.test(c))?.[0] ?? 'other')
  }
  if (found.has('Hiragana') || found.has('Katakana')) {
    for (const name of ['Han', 'Hiragana', 'Katakana']) found.delete(name)
    found.add('Japanese')
  }
  return found
}

const script = (text) => [...scripts(text)].sort().join('+')

/** Languages that a script gives away. */
const LANGUAGE_OF_SCRIPT = { Japanese: 'ja', Hangul: 'ko', Thai: 'th', Georgian: 'ka', Armenian: 'hy', Hebrew: 'he', Greek: 'el' }

/** The words of a name; scripts written without spaces give one word a run. */
function words(text) {
  return plain(text).replace(/['’]/g, '').match(/\p{Script=Latin}+|\p{N}+|[^\P{L}\p{Script=Latin}][\p{L}\p{M}]*/gu) ?? []
}

/** Where `words(inner)` begin in `words(outer)`, or -1. */
function wordsWithin(inner, outer) {
  if (inner.length === 0) return -1
  for (let i = 0; i + inner.length <= outer.length; i++) {
    if (inner.every((word, j) => word === outer[i + j])) return i
  }
  return -1
}

/** Is `outer` the name `inner` with more around it? */
function contains(outer, inner) {
  if (wordsWithin(words(inner), words(outer)) >= 0) return true
  return !scripts(inner).has('Latin') && nameKey(inner).length > 1 && nameKey(outer).includes(nameKey(inner))
}

/** How alike two names are, by the letter pairs they share (Dice's coefficient). */
function likeness(a, b) {
  const pairs = (key) => new Set([...key].slice(1).map((c, i) => [...key][i] + c))
  const [x, y] = [pairs(nameKey(a)), pairs(nameKey(b))]
  const shared = [...x].filter((pair) => y.has(pair)).length
  return x.size + y.size === 0 ? 0 : (2 * shared) / (x.size + y.size)
}

const tidy = (text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

const byCodeUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

// ---------------------------------------------------------------------------------------------------------------
// Sources → entries: { text, category, wikidata, names: [{ text, lang, kind }], nameLanguages }

const packageFile = (name, relative) => new URL(relative, import.meta.resolve(name))

function readJson(url) {
  return JSON.parse(readFileSync(url, 'utf8'))
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/

/** Tags of name-suggestion-index that hold names, and what kind of form each is (null: decided by comparison). */
const NAME_TAGS = [['brand', null], ['name', null], ['brand:short', 'abbreviation'], ['short_name', 'abbreviation'],
  ['alt_name', null], ['official_name', null]]

function namesOfTags(tags) {
  const names = []
  for (const [tag, kind] of NAME_TAGS) {
    const keys = Object.keys(tags).filter((key) => key === tag || key.startsWith(`${tag}:`)).sort(byCodeUnits)
    for (const key of keys) {
      const lang = key.slice(tag.length + 1)
      if (lang !== '' && (!LANGUAGE.test(lang) || key === 'brand:short')) continue
      for (const text of tags[key].split(';')) {
        if (tag === 'official_name' &&
          (text.length > LONGEST_OFFICIAL_NAME.characters || words(text).length > LONGEST_OFFICIAL_NAME.words)) continue
        names.push({ text, lang, kind })
      }
    }
  }
  return names
}

/** "星巴克 Starbucks" with both names tagged as such is the name Starbucks, and the name 星巴克. */
function brandText(tags) {
  const brand = tidy(tags.brand)
  if (scripts(brand).size < 2) return brand
  const known = new Set(namesOfTags(tags).filter((name) => name.lang !== '').map((name) => nameKey(name.text)))
  const latin = tidy((brand.match(/(?:[\p{Script=Latin}\p{N}\p{P}\p{S}]+\s*)+/u) ?? [''])[0])
  return latin !== '' && known.has(nameKey(latin)) && known.has(nameKey(brand.replace(latin, ''))) ? latin : brand
}

function readNameSuggestionIndex() {
  const { nsi } = readJson(packageFile('name-suggestion-index', '../json/nsi.json'))
  const { genericWords } = readJson(packageFile('name-suggestion-index', '../json/genericWords.json'))
  const anywhere = genericWords.map((pattern) => new RegExp(pattern, 'i'))
  const genericHere = (category) => (nsi[category].properties.exclude?.generic ?? []).map((pattern) => new RegExp(pattern, 'i'))
  const entries = []
  let generic = 0
  for (const category of Object.keys(nsi).filter((path) => path.startsWith('brands/')).sort(byCodeUnits)) {
    const here = [...anywhere, ...genericHere(category)]
    for (const { tags, matchNames = [] } of nsi[category].items) {
      const text = brandText(tags)
      if (here.some((pattern) => pattern.test(text))) {
        generic++
        continue
      }
      const names = namesOfTags(tags)
      for (const text of matchNames) {
        // A few hold Wikidata ids, or several names at once.
        if (/^q\d+$|,/i.test(text)) continue
        for (const name of text.split(' / ')) names.push({ text: name, lang: '', kind: null })
      }
      const nameLanguages = Object.keys(tags).filter((tag) => tag.startsWith('brand:'))
        .map((tag) => tag.slice('brand:'.length)).filter((lang) => LANGUAGE.test(lang)).map((lang) => lang.split('-')[0])
      entries.push({ source: 'name-suggestion-index', text, category, wikidata: tags['brand:wikidata'] ?? '', names, nameLanguages })
    }
  }
  // "Pharmacy" may stand as the other name of one: what is generic in any category is no form of a name.
  const genericAnywhere = [...anywhere, ...Object.keys(nsi).flatMap(genericHere)]
  return { entries, generic, isGeneric: (text) => genericAnywhere.some((pattern) => pattern.test(text.replaceAll('-', ' '))) }
}

function readSimpleIcons() {
  const entries = []
  const add = (text, names) =>
    entries.push({ source: 'simple-icons', text: tidy(text), category: 'simple-icons', wikidata: '', names, nameLanguages: [] })
  // Some of its locales have the country first: gb-EN, ch-DE.
  const language = (locale) => locale.replace(/^(ch|gb)-(..)$/, (_, country, lang) => `${lang.toLowerCase()}-${country.toUpperCase()}`)
  const localNames = (loc = {}) => Object.keys(loc).sort(byCodeUnits).map((locale) => ({ text: loc[locale], lang: language(locale), kind: null }))
  const otherNames = (names = []) => names.map((text) => ({ text, lang: '', kind: null }))
  for (const { title, aliases = {} } of readJson(new URL(import.meta.resolve('simple-icons/icons.json')))) {
    add(title, [...localNames(aliases.loc), ...otherNames(aliases.aka), ...otherNames(aliases.old)])
    // Other brands that share the icon.
    for (const other of aliases.dup ?? []) add(other.title, localNames(other.loc))
  }
  return entries
}

// ---------------------------------------------------------------------------------------------------------------
// Entries → marks

/** Entries of the same name. */
function groupByName(entries) {
  const groups = new Map()
  for (const entry of entries) {
    const key = nameKey(entry.text)
    if (key === '') continue
    if (!groups.has(key)) groups.set(key, { key, entries: [], members: [] })
    groups.get(key).entries.push(entry)
  }
  for (const group of groups.values()) {
    group.text = mostFrequent(group.entries.map((entry) => entry.text))
    group.wikidata = mostFrequent(group.entries.map((entry) => entry.wikidata).filter((id) => id !== ''))
    group.script = script(group.text)
  }
  return groups
}

function mostFrequent(values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || byCodeUnits(a[0], b[0]))[0]?.[0] ?? ''
}

/** Brings together the groups of one Wikidata id that are one mark. Returns the groups that head a mark. */
function joinByWikidata(groups) {
  const byId = new Map()
  for (const group of groups.values()) {
    if (group.wikidata === '') continue
    if (!byId.has(group.wikidata)) byId.set(group.wikidata, [])
    byId.get(group.wikidata).push(group)
  }
  const joined = new Set()
  for (const candidates of byId.values()) {
    // Latin first, then the name most entries have, then the shortest.
    const [head, ...others] = candidates.sort((a, b) =>
      (b.script === 'Latin') - (a.script === 'Latin') || b.entries.length - a.entries.length ||
      a.key.length - b.key.length || byCodeUnits(a.key, b.key))
    for (const other of others) {
      if (other.script === head.script && !contains(other.text, head.text)) continue
      head.members.push(other)
      joined.add(other)
    }
  }
  return [...groups.values()].filter((group) => !joined.has(group))
}

/** The other names of a mark, and how many were left because they are the texts of other marks. */
function formsOf(head, heads, isGeneric) {
  const forms = new Map()
  let ofOthers = 0
  const groups = [head, ...head.members]
  const add = ({ text: given, lang, kind }) => {
    let text = tidy(given.replace(/\([^)]*\)/g, ' '))
    if (contains(text, head.text)) {
      // "星巴克 Starbucks" holds another form; "Starbucks Coffee" holds nothing new.
      const rest = tidy(text.replace(new RegExp(head.text.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&'), 'i'), ''))
      if (rest === text || scripts(rest).size !== 1 || script(rest) === head.script || kind === 'abbreviation') return
      text = rest
    }
    // An address is no name; nor is a company's kind, left when the text is taken out of its quotes.
    if (/^https?:|«»|""/.test(text) || isGeneric(text)) return
    const key = nameKey(text)
    if (!/\p{L}|\p{N}/u.test(key) || key === head.key || forms.has(key)) return
    if (heads.has(key)) {
      ofOthers++
      return
    }
    lang ||= LANGUAGE_OF_SCRIPT[script(text)] ?? ''
    forms.set(key, { text, ...(lang && { lang }), kind: kind ?? kindOf(text, lang, head.text) })
  }
  const names = groups.flatMap((group) => group.entries.flatMap((entry) => entry.names))
  // Names with a language first: the same name without one adds nothing.
  names.filter(({ lang }) => lang !== '').forEach(add)
  head.members.forEach((group) => add({ text: group.text, lang: '', kind: null }))
  names.filter(({ lang }) => lang === '').forEach(add)
  const all = [...forms.values()]
  const kept = all.filter((form) => !all.some((other) => other !== form && contains(form.text, other.text)))
  return { forms: kept.sort((a, b) => byCodeUnits(a.text, b.text)), ofOthers }
}

function kindOf(text, lang, main) {
  if (script(text) !== script(main)) return 'transliteration'
  if (lang !== '' && script(text) === 'Latin' && likeness(text, main) < 0.5) return 'translation'
  return 'variant'
}

/** A readable id: the name's Latin letters, else those of a form, else the Wikidata id, else the name. */
function slug(text) {
  return plain(text).replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

function idOf({ text, wikidata }, forms) {
  const english = forms.filter((form) => form.lang === 'en')
  const readable = [text, ...[...english, ...forms].map((form) => form.text)]
    .find((name) => [...scripts(name)].every((s) => s === 'Latin') && slug(name) !== '')
  return readable ? slug(readable) : wikidata.toLowerCase() || text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-|-$/g, '')
}

/** Builds the register. Returns its rows, sorted by id, and what was counted on the way. */
export function demoRegister() {
  const classes = new Map(readTable('nice-classes.tsv').map(([category, list]) => [category, list === '-' ? [] : list.split(',').map(Number)]))
  const { entries: brands, generic, isGeneric } = readNameSuggestionIndex()
  const entries = [...brands, ...readSimpleIcons()]
  const groups = groupByName(entries)
  const headGroups = joinByWikidata(groups)
  const heads = new Set(headGroups.map((group) => group.key))
  const counts = {
    entries: entries.length,
    generic,
    covered: entries.filter((entry) => classes.has(entry.category)).length,
    uncovered: [...new Set(entries.map((entry) => entry.category).filter((category) => !classes.has(category)))].sort(byCodeUnits),
    formsOfOthers: 0,
  }
  const rows = []
  const taken = new Set()
  // Ids are given in the order of the names' keys, so a collision always falls out the same way.
  for (const head of headGroups.sort((a, b) => byCodeUnits(a.key, b.key))) {
    const { forms, ofOthers } = formsOf(head, heads, isGeneric)
    counts.formsOfOthers += ofOthers
    const own = [head, ...head.members].flatMap((group) => group.entries)
    const classesOf = (entries) => [...new Set(entries.flatMap((entry) => classes.get(entry.category) ?? []))].sort((a, b) => a - b)
    const shops = classesOf(own.filter((entry) => entry.source !== 'simple-icons'))
    const nice = shops.length > 0 ? shops : classesOf(own)
    const languages = new Set(own.flatMap((entry) => entry.nameLanguages))
    const wellKnown = new Set(own.map((entry) => entry.source)).size > 1 || languages.size >= WELL_KNOWN_LANGUAGES
    const base = idOf(head, forms)
    let id = base
    for (let nth = 2; taken.has(id); nth++) id = `${base}-${nth}`
    taken.add(id)
    rows.push({
      id,
      text: head.text,
      ...(wellKnown && { wellKnown }),
      ...(forms.length > 0 && { forms }),
      ...(nice.length > 0 && { registrations: [{ classes: nice, status: 'live' }] }),
    })
  }
  rows.sort((a, b) => byCodeUnits(a.id, b.id))
  counts.marks = rows.length
  counts.forms = rows.reduce((sum, row) => sum + (row.forms?.length ?? 0), 0)
  counts.wellKnown = rows.filter((row) => row.wellKnown).length
  return { rows, counts }
}

/** The register as JSON Lines. */
export function asJsonLines(rows) {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

// ---------------------------------------------------------------------------------------------------------------

function main() {
  let options
  try {
    options = parseArgs({ options: { out: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    console.error(`demo-register: ${error.message}\nusage: node scripts/demo-register.mjs [-o FILE]`)
    process.exit(2)
  }
  if (options.help) return console.log('usage: node scripts/demo-register.mjs [-o FILE]')
  const { rows, counts } = demoRegister()
  if (options.out) writeFileSync(options.out, asJsonLines(rows))
  else process.stdout.write(asJsonLines(rows))
  console.error([
    `${counts.marks} marks, ${counts.forms} other forms, ${counts.marks + counts.forms} in all; ${counts.wellKnown} well-known`,
    `from ${counts.entries} entries; ${counts.generic} generic ones and ${counts.formsOfOthers} forms that are another mark's text left out`,
    `${((100 * counts.covered) / counts.entries).toFixed(1)}% of the entries are in a category of data/nice-classes.tsv` +
      (counts.uncovered.length ? `; not in it: ${counts.uncovered.join(' ')}` : ''),
  ].join('\n'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
