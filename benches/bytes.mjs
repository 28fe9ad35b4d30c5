// What a brand index weighs beside the same names kept in other ways, under the same compressors.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)]

/** Raw, gzip -9 and brotli 11 with the largest window that browsers take. */
export async function weighed(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const [small, smaller] = await Promise.all([gzipped(bytes, { level: 9 }), brotlied(bytes, { params })])
  return { raw: bytes.length, gzip: small.length, brotli: smaller.length }
}

/** The sections of a brand index by their names; the format is the doc of src/index/mod.rs. */
export function sections(index) {
  if (index.toString('latin1', 0, 4) !== '\x89BLX') throw new Error('this is not a brand index')
  const count = index.readUInt16LE(10)
  let at = 16 + count * 12 + 4
  const found = {}
  for (let number = 0; number < count; number++) {
    const entry = 16 + number * 12
    const length = index.readUInt32LE(entry + 4)
    found[index.toString('latin1', entry, entry + 4)] = index.subarray(at, at + length)
    at += length
  }
  if (at !== index.length) throw new Error('the brand index has another layout than was known here')
  return found
}

/** Names as text, one a line, sorted by their bytes, each once. */
export function plainList(names) {
  const sorted = [...new Set(names)].map((name) => Buffer.from(name)).sort(Buffer.compare)
  return Buffer.concat(sorted.flatMap((name) => [name, Buffer.from('\n')]))
}

/** All that is compared, by name; `fst` are the bytes of a set of the same list. */
export async function bytes({ names, index, fst, list }) {
  const parts = sections(index)
  const subjects = {
    whole: index,
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part.length > 0)),
    list,
    fst,
    json: Buffer.from(JSON.stringify(names)),
  }
  return Object.fromEntries(await Promise.all(Object.entries(subjects).map(async ([name, subject]) => [name, await weighed(subject)])))
}

