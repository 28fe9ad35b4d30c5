// What a page would use without brandlint: a list of names, and a library that finds words of a title in it. Each as
// its documentation says, with its own setting for misspellings; a title is looked up in windows of one to three words.
import uFuzzy from '@leeoniya/ufuzzy'
import { Charset, Encoder, Index } from 'flexsearch'
import Fuse from 'fuse.js'
import fuzzysort from 'fuzzysort'
import MiniSearch from 'minisearch'

const MOST = 3

const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** One word, two and three in a row. */
export function windows(text) {
  const all = words(text)
  return [1, 2, 3].flatMap((length) => all.slice(length - 1).map((_, at) => all.slice(at, at + length).join(' ')))
}

/** A name as a window has it. */
export const plain = (name) => words(name).join(' ')

/** Each makes of a list of names a function from a window to the names that were found. */
export const peers = {
  'Set of exact names': (names) => {
    const known = new Set(names.map(plain))
    return (window) => (known.has(window) ? [window] : [])
  },
  fuzzysort: (names) => {
    const prepared = names.map((name) => fuzzysort.prepare(name))
    return (window) => fuzzysort.go(window, prepared, { limit: MOST, threshold: 0.8 }).map(({ target }) => target)
  },
  MiniSearch: (names) => {
    const index = new MiniSearch({ fields: ['text'] })
    index.addAll(names.map((text, id) => ({ id, text })))
    return (window) => index.search(window, { fuzzy: 0.2, combineWith: 'AND' }).slice(0, MOST).map(({ id }) => names[id])
  },
  uFuzzy: (names) => {
    const search = new uFuzzy({ intraMode: 1 })
    return (window) => {
      // Sorted where there are not too many.
      const [found, info, order] = search.search(names, window)
      return (order?.map((at) => info.idx[at]) ?? found ?? []).slice(0, MOST).map((at) => names[at])
    }
  },
  'fuse.js': (names) => {
    const index = new Fuse(names, { threshold: 0.2, includeScore: true })
    return (window) => index.search(window, { limit: MOST }).map(({ item }) => item)
  },
  FlexSearch: (names) => {
    // Without its memory of texts: each comes several times here, and once in a page.
    const index = new Index({ tokenize: 'forward', encoder: new Encoder(Charset.LatinBalance, { cache: false }) })
    names.forEach((name, id) => index.add(id, name))
    return (window) => index.search(window, { limit: MOST }).map((id) => names[id])
  },
}
