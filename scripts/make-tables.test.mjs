/** The tables of data/: node --test scripts/ */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readTable } from './tables.mjs'

test('the generated tables are what the packages give, and the others are well formed', () => {
  const script = fileURLToPath(new URL('make-tables.mjs', import.meta.url))
  const run = spawnSync(process.execPath, [...process.execArgv.filter((arg) => !arg.startsWith('--test')), script, '--check'], { encoding: 'utf8' })
  assert.equal(run.stderr, '')
  assert.equal(run.status, 0)
})

test('traditional, Japanese and simplified characters meet', () => {
  const simplified = new Map(readTable('simplified.tsv'))
  const fold = (text) => [...text].map((c) => simplified.get(c) ?? c).join('')
  for (const names of [['無印良品', '无印良品'], ['中國', '中国'], ['駅', '驛', '驿'], ['豊田', '豐田', '丰田'], ['化粧品', '化妝品', '化妆品'], ['図書', '圖書', '图书']]) {
    assert.equal(new Set(names.map(fold)).size, 1, names.join(' '))
  }
  assert.equal(fold('芸予'), '芸予', 'everyday characters of Chinese stay')
  for (const [from, to] of simplified) assert.ok(!simplified.has(to), `${from} → ${to} → ${simplified.get(to)}`)
})

test('entities that hide or hold names', () => {
  const entities = new Map(readTable('entities.tsv'))
  for (const [name, code] of [['eacute', 'U+00E9'], ['Scaron', 'U+0160'], ['amp', 'U+0026'], ['zwj', 'U+200D'], ['shy', 'U+00AD'], ['nbsp', 'U+00A0'],
    ['ZeroWidthSpace', 'U+200B'], ['lpar', 'U+0028'], ['ast', 'U+002A'], ['NewLine', 'U+000A'], ['apos', 'U+0027'], ['Ccaron', 'U+010C'], ['kcy', 'U+043A']]) {
    assert.equal(entities.get(name), code, name)
  }
  assert.ok(!entities.has('Rarr'), 'arrows stand in no name')
})
