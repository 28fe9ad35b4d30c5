#!/usr/bin/env node
/**
 * Writes pairs of names, Latin and in another script, one a line with a tab between: what the costs of sounds are
 * learned from (see examples/train_sounds.rs).
 *
 *   node scripts/sound-pairs.mjs > pairs.tsv
 *
 * Source: the npm package name-suggestion-index (BSD-3-Clause), where one brand's names in several languages stand side
 * by side. Many are translations or have more words; telling these from the others is the learner's work.
 */
import { readFileSync } from 'node:fs'

const { nsi } = JSON.parse(readFileSync(new URL('../json/nsi.json', import.meta.resolve('name-suggestion-index')), 'utf8'))
const NAMED_BY = ['brand', 'name', 'operator', 'network']

const letters = (text) => text.match(/\p{L}/gu) ?? []
const isLatin = (text) => letters(text).length > 0 && letters(text).every((c) => /\p{Script=Latin}/u.test(c))
const isHan = (text) => letters(text).every((c) => /\p{Script=Han}/u.test(c))
const isOther = (text) => letters(text).length > 0 && !letters(text).some((c) => /\p{Script=Latin}/u.test(c))

const pairs = new Set()
for (const { items = [] } of Object.values(nsi)) {
  for (const { tags } of items) {
    for (const key of NAMED_BY) {
      const names = Object.entries(tags).filter(([tag]) => tag === key || tag.startsWith(`${key}:`))
      const latin = names.filter(([tag, name]) => [key, `${key}:en`].includes(tag) && isLatin(name))
      // Han characters are read in Mandarin, so only where they are Chinese.
      const others = names.filter(([tag, name]) => isOther(name) && (!isHan(name) || /:zh(-|$)/.test(tag)))
      for (const [, name] of latin) for (const [, other] of others) pairs.add(`${name}\t${other}`)
    }
  }
}
for (const pair of [...pairs].sort()) console.log(pair)
