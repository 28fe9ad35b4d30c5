// What is weighed is what it is said to be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, plainList, sections } from './bytes.mjs'

/** A container with these sections, without checksums. */
function container(parts) {
  const names = Object.keys(parts)
  const head = Buffer.alloc(16 + names.length * 12 + 4)
  head.write('\x89BLX\r\n\x1a\n', 'latin1')
  head.writeUInt16LE(names.length, 10)
  names.forEach((name, at) => {
    head.write(name, 16 + at * 12, 'latin1')
    head.writeUInt32LE(parts[name].length, 16 + at * 12 + 4)
  })
  return Buffer.concat([head, ...Object.values(parts)])
}

test('the list is sorted by bytes, and has each name once', () => {
  assert.equal(plainList(['b', 'Ä', 'a', 'b', 'B', '😀', '～']).toString(), 'B\na\nb\nÄ\n～\n😀\n')
})

test('sections are found by their names', () => {
  const index = container({ KEYS: Buffer.from('keys'), FORM: Buffer.alloc(0), MARK: Buffer.from('marks') })
  const found = sections(index)
  assert.deepEqual(Object.keys(found), ['KEYS', 'FORM', 'MARK'])
  assert.equal(found.KEYS.toString(), 'keys')
  assert.equal(found.MARK.toString(), 'marks')
  assert.throws(() => sections(Buffer.concat([index, Buffer.from('x')])), /another layout/)
  assert.throws(() => sections(Buffer.from('PK and much more')), /no.* brand index/)
})

test('everything is weighed, but sections without bytes', async () => {
  const names = Array.from({ length: 500 }, (_, at) => `name ${at % 50}`)
  const index = container({ KEYS: Buffer.from('keys'), GONE: Buffer.alloc(0) })
  const found = await bytes({ names, index, fst: Buffer.from('fst'), list: plainList(names) })
  assert.deepEqual(Object.keys(found), ['whole', 'KEYS', 'list', 'fst', 'json'])
  assert.equal(found.whole.raw, index.length)
  assert.equal(found.json.raw, JSON.stringify(names).length)
  assert.ok(found.list.brotli < found.list.raw / 2 && found.list.gzip < found.list.raw / 2, JSON.stringify(found.list))
})
