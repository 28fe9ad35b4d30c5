// Makes the JavaScript of wasm-bindgen small, and gives what it and the wasm call each other short names.
//
// wasm-bindgen writes for every browser and every way to load; brandlint needs one way, in browsers that have
// WebAssembly's reference types. Its class and its import functions are taken as they are, so that what Rust asks of
// JavaScript can change without a change here; what they stand on is replaced by the few lines of RUNTIME.
//
// node scripts/glue.mjs GLUE MAPPING: rewrites the file GLUE; MAPPING is what
// `wasm-opt --minify-imports-and-exports-and-modules` prints of the names that it gives.
import { readFileSync, writeFileSync } from 'node:fs'

/** The functions that wasm-bindgen's code calls, under its names. */
const RUNTIME = {
  getUint8ArrayMemory0: `let memory
function getUint8ArrayMemory0() {
  // Memory that has grown is another buffer, and the old one has no bytes.
  return memory?.length ? memory : (memory = new Uint8Array(wasm.memory.buffer))
}`,
  getDataViewMemory0: 'const getDataViewMemory0 = () => new DataView(wasm.memory.buffer)',
  getStringFromWasm0: `let decoder
let decoded = 2e9
function getStringFromWasm0(at, length) {
  // Safari's decoders stop working behind two gigabytes.
  if ((decoded += length) > 2e9) {
    decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    decoded = length
  }
  return decoder.decode(getUint8ArrayMemory0().subarray((at >>>= 0), at + length))
}`,
  passArray8ToWasm0: `let WASM_VECTOR_LEN
function passArray8ToWasm0(bytes, malloc) {
  const at = malloc((WASM_VECTOR_LEN = bytes.length), 1) >>> 0
  getUint8ArrayMemory0().set(bytes, at)
  return at
}`,
  passStringToWasm0: `const encoder = new TextEncoder()
const passStringToWasm0 = (text, malloc) => passArray8ToWasm0(encoder.encode(text), malloc)`,
  isLikeNone: 'const isLikeNone = (value) => value == null',
  addToExternrefTable0: `function addToExternrefTable0(value) {
  const at = wasm.__externref_table_alloc()
  wasm.__wbindgen_externrefs.set(at, value)
  return at
}`,
  takeFromExternrefTable0: `function takeFromExternrefTable0(at) {
  const value = wasm.__wbindgen_externrefs.get(at)
  wasm.__externref_table_dealloc(at)
  return value
}`,
  handleError: `function handleError(run, words) {
  try {
    return run(...words)
  } catch (error) {
    wasm.__wbindgen_exn_store(addToExternrefTable0(error))
  }
}`,
  initSync: `let wasm
export function initSync({ module }) {
  if (wasm) return
  wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports
  wasm.__wbindgen_start()
}`,
}

const [glue, mapping] = process.argv.slice(2)
const names = JSON.parse(readFileSync(mapping, 'utf8'))
const imports = new Map(names.imports.map(([, name, short]) => [name, short]))
const exports = new Map(names.exports)
const text = readFileSync(glue, 'utf8')

/** A declaration from the left margin on, up to the brace there that ends it. */
function declaration(start) {
  const at = text.indexOf(`\n${start}`)
  const end = text.indexOf('\n}', at)
  if (at < 0 || end < 0) throw new Error(`${glue} has no \`${start}\`: wasm-bindgen writes it otherwise now`)
  return text.slice(at + 1, end + 2)
}

let code = [declaration('export class Screener'), declaration('function __wbg_get_imports')]
  .join('\n')
  // Screeners are freed by the engine: nothing waits for the garbage collector.
  .replace(/^.*ScreenerFinalization.*\n/gm, '')
  // Of plain objects, as JSON.parse makes them, one can always ask.
  .replace(/let result;\s+try \{\s+result = (.*);\s+\} catch \(_\) \{\s+result = false;\s+\}\s+const ret = result;/g, 'const ret = $1;')
  .replace(/^ +__proto__: null,\n/gm, '')
  // What wasm-opt has found to be called by nobody is left out.
  .replace(/^ {8}(\w+): function(\([^]*?^ {8}\}.*\n|\(.*\n)/gm, (_, name, rest) => (imports.has(name) ? imports.get(name) + rest : ''))
  .replace('"./brandlint_bg.js"', 'a')
const needs = (name) => name === 'initSync' || new RegExp(`\\b${name}\\(`).test(code)
for (let left = Object.keys(RUNTIME), next; (next = left.find(needs)); left = left.filter((name) => name !== next)) code += `\n${RUNTIME[next]}`

const unknown = [...code.matchAll(/\b(\w+0|handleError|isLikeNone)\(/g)].find(([, name]) => !(name in RUNTIME))
if (unknown) throw new Error(`wasm-bindgen's code calls ${unknown[1]}, which RUNTIME does not have`)
code = code.replaceAll('__wbg_ptr', 'ptr').replaceAll('__destroy_into_raw', 'take').replace(/\bwasm\.(\w+)/g, (_, name) => {
  if (!exports.has(name)) throw new Error(`wasm-bindgen's code calls ${name}, which the wasm does not have`)
  return `wasm.${exports.get(name)}`
})
writeFileSync(glue, `${code}\n`)
