// What codes mean in a seller's words.

import type { Finding, Goods, How, Risk, Use } from 'brandlint'

export const riskWords: Record<Risk, string> = {
  high: 'High risk',
  medium: 'Medium risk',
  low: 'Low risk',
  none: 'No risk',
}

export const howWords: Record<How, string> = {
  exact: 'The name itself',
  lookalike: 'Letters replaced by look-alikes',
  spaced: 'Letters or words set apart or joined',
  masked: 'Letters covered by signs',
  respelled: 'A few letters changed',
  soundalike: 'Another spelling of the same sound',
  transliteration: 'The name in another script',
  translation: 'The name in another language',
  alias: 'A short name or nickname',
}

export const goodsWords: Record<Goods, string> = {
  same: 'The same kind as the brand’s',
  related: 'Related to the brand’s',
  unrelated: 'Not the brand’s kind',
  unknown: 'Not known',
}

export const useWords: Record<Use, string> = {
  brand: 'As a brand',
  referential: 'To say what it fits',
  imitation: 'To say what it imitates',
  denial: 'To say what it is not',
  comparison: 'To compare with it',
}

const reasons: Record<string, string> = {
  disguised: 'Disguised spelling',
  'plain-use': 'Plain use of the name',
  'imitation-wording': 'Words of imitation',
  denial: 'Says what it is not',
  comparison: 'Compares with it',
  'referential-use': 'Says what it fits',
  rejoined: 'Words joined or split',
  misspelled: 'May be a slip of the pen',
  'ordinary-word': 'Also an everyday word',
  authorized: 'You are authorized',
  'gated-mark': 'Authorized sellers only',
  'same-goods': 'Same kind of goods',
  'related-goods': 'Related kind of goods',
  'other-goods': 'Other kind of goods',
  'well-known': 'Well known beyond its goods',
  pending: 'Applied for, not registered yet',
  'not-in-force': 'Not in force where you sell',
}

/** A reason code in words; a code that is newer than this page is shown as it is. */
export function reasonWords(code: string): string {
  return reasons[code] ?? code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
}

/** `title`, `bullets/1` … as the form calls them. */
export function fieldWords(field: string): string {
  const [name, at] = field.split('/')
  return name === 'bullets' ? `Key point ${Number(at) + 1}` : name!.charAt(0).toUpperCase() + name!.slice(1)
}
