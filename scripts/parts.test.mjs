// The parts of the wasm are told apart as its formats say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blobOf, bodies, moduleOf, readSymbols, runs, scriptCosts, scriptOf, without } from './parts.mjs'

/** A module that imports a function, a table, a memory and a global, and has two functions of its own. */
const wasm = Buffer.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 4, 1, 0x60, 0, 0,
  2, 30, 4, 1, 97, 1, 98, 0, 0, 1, 97, 1, 99, 1, 0x70, 0, 1, 1, 97, 1, 100, 2, 1, 1, 2, 1, 97, 1, 101, 3, 0x7f, 0,
  3, 3, 2, 0, 0,
  10, 8, 2, 2, 0, 0x0b, 3, 0, 0x01, 0x0b,
])

test('bodies are numbered behind the imported functions', () => {
  assert.ok(WebAssembly.validate(wasm), 'the module of this test')
  const found = bodies(wasm)
  assert.deepEqual([...found.keys()], [1, 2])
  assert.deepEqual([...found.values()].map(([start, end]) => [...wasm.subarray(start, end)]), [[0, 0x0b], [0, 0x01, 0x0b]])
})

test('what is taken out is zeros, and all else stays', () => {
  assert.deepEqual([...without(Buffer.from([1, 2, 3, 4, 5]), [[1, 2], [3, 5]])], [1, 0, 3, 0, 0])
})

test('functions belong to the module that their name begins with', () => {
  const symbols = readSymbols('7:brandlint::screen::find::candidates::h0123\n8:core::slice::sort::stable::sort\n9:<brandlint[d5445bf6396f294a]::wasm::Tell>::call\n')
  assert.equal(moduleOf(symbols.get(7)), 'screen: finding candidates')
  assert.equal(symbols.get(9), '<brandlint::wasm::Tell>::call')
  for (const [name, module] of [
    ['core::slice::sort::stable::sort', 'Rust: sorting'],
    ['brandlint::text::fold::Folder::read', 'text: reading, folding'],
    ['<brandlint::index::near::Near as core::iter::Iterator>::next', 'index: near names'],
    ['brandlint::wasm::Engine::screen', 'JavaScript in and out'],
    ['<talc::base::Talc<S, B>>::malloc', 'Rust: memory'],
    ['std::sys::sync::once::no_threads::Once::call', 'tables built at first use'],
    ['core[c5930c85a12de822]::str::count::do_count_chars', 'Rust: text, characters, numbers'],
    ['<core::iter::adapters::map::Map<I,F> as core::iter::traits::iterator::Iterator>::fold', 'Rust: iterators, closures, maps'],
    ['', 'without a name'],
  ]) assert.equal(moduleOf(name), module, name)
})

/** Two runs: a letter of Greek that reads as itself, capitals of Cyrillic that read as small ones. */
const folding = [
  { first: 0x3b1, length: 1, columns: [Buffer.from([1]), Buffer.from([3]), Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)] },
  { first: 0x410, length: 32, columns: [Buffer.from([32]), Buffer.from([0x42]), Buffer.from([16]), Buffer.from([64]), Buffer.from([1])] },
  { first: 0x1f100, length: 1, columns: [Buffer.from([1]), Buffer.from([0x41]), Buffer.from([2 | (1 << 5)]), Buffer.from([0x81, 1, 5]), Buffer.from([0, 0])] },
]

test('the folding table is taken apart and put together again', () => {
  assert.deepEqual(runs(blobOf(folding)), folding)
  assert.deepEqual(runs(blobOf(folding.slice(1))), folding.slice(1), 'gaps are joined')
})

test('characters have scripts', () => {
  for (const [character, script] of [['a', 'Latin'], ['Ж', 'Cyrillic'], ['ー', 'kana'], ['ニ', 'kana'], ['耐', 'Han'], ['나', 'Hangul'], ['ن', 'Arabic'], ['ក', 'Thai, Lao, Khmer, Burmese'], ['௧', 'scripts of India'], ['𝐀', 'signs, styled letters, digits'], ['ᚠ', 'other scripts']]) {
    assert.equal(scriptOf(character), script, character)
  }
})

test('a script costs what is there for it, and nothing where nothing is', () => {
  const letters = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20000))).join('')
  const costs = scriptCosts([{ kind: 'letters', files: [Buffer.from(letters)], lacking: (files, script) => (script === 'Han' ? [] : files) }, { kind: undefined, files: [Buffer.from('more')] }])
  const cost = (wanted) => costs.find(({ name }) => name === wanted)
  assert.equal(cost('Han').raw, 1200)
  assert.ok(cost('Han').letters > 600 && cost('Han').brotli === cost('Han').letters, JSON.stringify(cost('Han')))
  assert.equal(cost('Greek').brotli, 0)
})
