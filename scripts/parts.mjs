/**
 * What the parts of the wasm cost, for `npm run size -- --parts`.
 *
 * What a table or the code of a module costs is measured, not estimated: its bytes in the wasm are replaced by zeros, and
 * brotli's result is that much smaller. The tables are found by their content (build/ writes them to OUT_DIR); functions
 * by the names that scripts/build.sh keeps beside the wasm. What was compiled into another function counts there.
 *
 * What a script costs is measured in the tables by themselves: they are compressed with and without what is there
 * for its letters.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

export function brotli(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotliCompressSync(bytes, { params }).length
}

const utf8 = (text) => Buffer.from(text)
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

// ── The wasm ──

/** A number in LEB128 at a place: the number, and where it ends. */
function varint(bytes, at) {
  let [value, shift] = [0, 1]
  for (;;) {
    const byte = bytes[at++]
    value += (byte & 0x7f) * shift
    shift *= 128
    if (byte < 0x80) return [value, at]
  }
}

/** Where the bodies of functions are, by the number of the function: [start, end]. */
export function bodies(wasm) {
  let [at, imported] = [8, 0]
  const found = new Map()
  while (at < wasm.length) {
    const id = wasm[at]
    let [length, from] = varint(wasm, at + 1)
    const end = from + length
    if (id === 2) {
      let [count, place] = varint(wasm, from)
      while (count-- > 0) {
        for (let name = 0; name < 2; name++) {
          const [letters, begin] = varint(wasm, place)
          place = begin + letters
        }
        const kind = wasm[place++]
        if (kind === 0) imported++
        place = skipType(wasm, place, kind)
      }
    }
    if (id === 10) {
      let [count, place] = varint(wasm, from)
      for (let number = imported; count-- > 0; number++) {
        const [size, begin] = varint(wasm, place)
        found.set(number, [begin, begin + size])
        place = begin + size
      }
    }
    at = end
  }
  return found
}

/** Where what an import says of its type ends: function, table, memory, global, tag. */
function skipType(wasm, at, kind) {
  const number = () => { at = varint(wasm, at)[1] }
  const limits = () => {
    const has = wasm[at++]
    number()
    if (has & 1) number()
  }
  if (kind === 0) number()
  else if (kind === 1) { at++; limits() }
  else if (kind === 2) limits()
  else if (kind === 3) at += 2
  else throw new Error(`the wasm imports something of kind ${kind}`)
  return at
}

/** The wasm with zeros in these places. */
export function without(wasm, places) {
  const copy = Buffer.from(wasm)
  for (const [start, end] of places) copy.fill(0, start, end)
  return copy
}

/** Lines of "number:name", as wasm-opt writes its map of symbols; the hash that Rust adds to a crate's name is left out. */
export const readSymbols = (text) => new Map(text.split('\n').filter(Boolean).map((line) => [Number(line.slice(0, line.indexOf(':'))), line.slice(line.indexOf(':') + 1).replace(/(\[|\\5b)[0-9a-f]{16}(\]|\\5d)/g, '')]))

const MODULES = [
  ['text: reading, folding', /brandlint::text/],
  ['sound', /brandlint::sound/],
  ['index: opening, several as one', /brandlint::index::(open|format|merge|edit|update|spelling|date|forms|marks|kept|ranked|goes)/],
  ['index: near names', /brandlint::index::(near|way|listed|listing|respelling|distance|substitute)/],
  ['index: the rest', /brandlint::index/],
  ['screen: finding candidates', /brandlint::screen::(find|compare)/],
  ['screen: hearing', /brandlint::screen::hear/],
  ['screen: use of the mark, goods', /brandlint::screen::(usage|cue|goods)/],
  ['screen: messages', /brandlint::screen::message/],
  ['screen: weighing, reports', /brandlint::screen|brandlint::(mark|listing|report)/],
  ['JavaScript in and out', /brandlint|wasm_bindgen|serde|js_sys/],
  ['Rust: sorting', /core::slice::sort|slice::stable_sort|driftsort|quicksort/],
  ['Rust: memory', /alloc::alloc|talc|__rust|raw_vec|memcpy|memmove|memset|memcmp|compiler_builtins/],
  ['Rust: text, characters, numbers', /fmt|to_string|panic|[^\w]str::|unicode|char|from_ascii/],
  ['tables built at first use', /once::|OnceLock|OnceCell|LazyLock/],
  ['Rust: iterators, closures, maps', /iter::|ops::function|hashbrown/],
  ['Rust: the rest of its library', /core|alloc|std|hashbrown/],
]

/** Which part a function belongs to. */
export const moduleOf = (name) => MODULES.find(([, is]) => is.test(name))?.[0] ?? 'without a name'

// ── Tables and scripts ──

const SCRIPTS = [
  ['Latin', /\p{Script=Latin}/u], ['Cyrillic', /\p{Script=Cyrillic}/u], ['Greek', /\p{Script=Greek}/u], ['Han', /[\p{Script=Han}\p{Script=Bopomofo}]/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u], ['Hangul', /\p{Script=Hangul}/u], ['Arabic', /\p{Script=Arabic}/u], ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai, Lao, Khmer, Burmese', /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u],
  ['scripts of India', /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u],
  ['Georgian, Armenian', /[\p{Script=Georgian}\p{Script=Armenian}]/u],
  ['signs, styled letters, digits', /[\p{Script=Common}\p{Script=Inherited}]/u],
]
const OTHER = 'other scripts'
export const scriptNames = [...SCRIPTS.map(([name]) => name), OTHER]

/** The script of a character. */
export const scriptOf = (character) => SCRIPTS.find(([, is]) => is.test(character))?.[0] ?? OTHER

/** The script that most letters of a text are of; where there are kana, these: Japanese has Han, too. */
function scriptOfText(text) {
  const counts = new Map()
  for (const letter of text.match(/\p{L}/gu) ?? []) counts.set(scriptOf(letter), (counts.get(scriptOf(letter)) ?? 0) + 1)
  if (counts.get('kana') > 0) return 'kana'
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'signs, styled letters, digits'
}

const MAPPED = 0x40
const STEP_BITS = 5

/** The runs of the folding table (the doc of src/text/table.rs): each with its bytes in the columns. */
export function runs(blob) {
  let at = 0
  const number = () => { const [value, end] = varint(blob, at); at = end; return value }
  const lengths = Array.from({ length: 6 }, number)
  const columns = lengths.map((length) => { const column = blob.subarray(at, at + length); at += length; return column })
  const places = [0, 0, 0, 0, 0, 0]
  const take = (column, count) => {
    const begin = places[column]
    const value = count === undefined ? varint(columns[column], begin)[0] : undefined
    if (count === undefined) places[column] = varint(columns[column], begin)[1]
    else places[column] += count
    return [columns[column].subarray(begin, places[column]), value]
  }
  const found = []
  let end = 0
  while (places[0] < columns[0].length) {
    const first = end + take(0)[1]
    const [lens, length] = take(1)
    const [classes] = take(2, 1)
    const run = { first, length, columns: [lens, classes, Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)] }
    if (classes[0] & MAPPED) {
      const [steps] = take(3, 1)
      const letters = (steps[0] >> STEP_BITS) + 1
      const numbers = (column) => Buffer.concat(Array.from({ length: letters }, () => take(column)[0]))
      run.columns.splice(2, 3, steps, numbers(4), numbers(5))
    }
    found.push(run)
    end = first + length
  }
  return found
}

function leb(value) {
  const bytes = []
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80)
  return Buffer.from([...bytes, value])
}

/** The blob of these runs. What a run says beside the one before it stays as it is: this is for weighing, not for reading. */
export function blobOf(runs) {
  let end = 0
  const gaps = []
  for (const { first, length } of runs) {
    gaps.push(leb(first - end))
    end = first + length
  }
  const columns = [Buffer.concat(gaps), ...Array.from({ length: 5 }, (_, at) => Buffer.concat(runs.map((run) => run.columns[at])))]
  return Buffer.concat([...columns.map((column) => leb(column.length)), ...columns])
}

/** The rows of a table whose last column are words, without the words of a script. */
const words = (text, script) => text.split('\n').map((line) => {
  const at = line.lastIndexOf('\t') + 1
  return line.slice(0, at) + line.slice(at).split(/(?<=[; ])/).filter((word) => scriptOfText(word) !== script).join('')
}).join('\n')

/** The tables in the wasm: what they are called, the files that they are in, and each without a script's part. */
const TABLES = [
  ['how characters read (folding)', 'letters', ['folding.bin', 'folding-han.bin'], (files, script) => [
    blobOf(runs(files[0]).filter(({ first }) => scriptOf(String.fromCodePoint(first)) !== script)), ...(script === 'Han' ? [] : [files[1]]),
  ]],
  ['Han characters that look alike', 'letters', ['han-lookalikes.txt'], (files, script) => (script === 'Han' ? [] : files)],
  ['sounds of letters', 'sounds', ['sounds.txt'], ([text], script) => [utf8(text.toString().split('\n').filter((line) => line === '' || scriptOf(line) !== script).join('\n'))]],
  ['readings of Han characters (pinyin)', 'sounds', ['pinyin.txt', 'pinyin.bin'], (files, script) => (script === 'Han' ? [] : files)],
  ['what sounds cost that become others', 'sounds', ['sound-costs.bin']],
  ['words that say how a mark is used', 'words', ['use-cues.tsv'], ([text], script) => [utf8(words(text.toString(), script))]],
  ['words for goods', 'words', ['goods-words.tsv'], ([text], script) => [utf8(words(text.toString(), script))]],
  ['messages', 'words', ['messages.txt'], ([text], script) => [utf8(text.toString().split('\n\n').filter((language) => scriptOfText(language) !== script).join('\n\n'))]],
  ['Google product taxonomy', undefined, ['google-taxonomy.tsv']],
  ['coordinated classes of goods', undefined, ['coordinated-classes.tsv']],
  ['named character references', undefined, ['entities.txt']],
]

/** Everything: { wasm, tables, code, scripts }, each part with its bytes raw and by brotli. */
export function wasmParts(root) {
  const wasm = readFileSync(`${root}www/package/src/wasm/brandlint_bg.wasm`)
  const whole = brotli(wasm)
  const cost = (name, places) => ({ name, raw: sum(places.map(([start, end]) => end - start)), brotli: whole - brotli(without(wasm, places)) })

  const built = `${root}target/wasm32-unknown-unknown/wasm/build`
  // Older builds may have left theirs: those of this wasm are all in it.
  const isOf = (out) => TABLES.every(([, , files]) => files.every((file) => existsSync(out + file) && wasm.includes(readFileSync(out + file))))
  const folder = readdirSync(built).map((name) => `${built}/${name}/out/`).find(isOf)
  if (folder === undefined) throw new Error('the tables of this wasm are not there; npm run build')
  const content = (file) => readFileSync(folder + file)
  const tables = TABLES.map(([name, kind, files, lacking]) => ({ name, kind, files: files.map(content), lacking }))
  const placed = tables.map(({ name, files }) => {
    const places = files.map((bytes) => {
      const at = wasm.indexOf(bytes)
      if (at < 0) throw new Error(`${name}: not in the wasm as it is built; npm run build`)
      return [at, at + bytes.length]
    })
    return cost(name, places)
  })

  const named = `${root}target/wasm-bindgen/functions.txt`
  const symbols = existsSync(named) ? readSymbols(readFileSync(named, 'utf8')) : new Map()
  const functions = bodies(wasm)
  if (symbols.size !== Math.max(...functions.keys()) + 1) throw new Error(`${named} does not name the functions of this wasm; npm run build`)
  const modules = new Map()
  for (const [number, place] of functions) {
    const module = moduleOf(symbols.get(number) ?? '')
    if (!modules.has(module)) modules.set(module, [])
    modules.get(module).push(place)
  }
  const code = [...modules].map(([name, places]) => cost(name, places))

  const [folding] = tables[0].files
  if (!blobOf(runs(folding)).equals(folding)) throw new Error('folding.bin has another layout than scripts/parts.mjs knows')
  const largest = (list) => list.sort((a, b) => b.brotli - a.brotli)
  return { wasm: { raw: wasm.length, brotli: whole }, tables: largest(placed), code: largest(code), scripts: largest(scriptCosts(tables)) }
}

/** What each script costs in tables: in letters, sounds and words, and in all. */
export function scriptCosts(tables) {
  const kinds = ['letters', 'sounds', 'words']
  const packed = (script) => {
    const files = (kind) => Buffer.concat(tables.filter((table) => table.kind === kind).flatMap(({ files, lacking }) => (script !== undefined && lacking ? lacking(files, script) : files)))
    const bytes = kinds.map(files)
    return { kinds: bytes.map(brotli), raw: sum(bytes.map((bytes) => bytes.length)) }
  }
  const all = packed()
  return scriptNames.map((name) => {
    const less = packed(name)
    const [letters, sounds, words] = all.kinds.map((bytes, at) => bytes - less.kinds[at])
    return { name, letters, sounds, words, raw: all.raw - less.raw, brotli: letters + sounds + words }
  })
}
