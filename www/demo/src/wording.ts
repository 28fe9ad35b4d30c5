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
  rejoined: 'Words joined or split',
  misspelled: 'May be a slip of the pen',
  'ordinary-word': 'Also an everyday word',
  authorized: 'You are authorized',
  'gated-mark': 'Authorized sellers only',
  'same-goods': 'Same kind of goods',
  'other-goods': 'Other kind of goods',
  'not-in-force': 'Not in force where you sell',
}

/** A reason code in words; a code that is newer than this page is shown as it is. */
export function reasonWords(code: string): string {
  return reasons[code] ?? code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
}

/** What the seller can do about a finding. */
export function whatToDo({ mark, risk, use, reasons }: Finding): string {
  const has = (code: string) => reasons.includes(code)
  if (has('authorized')) return 'Nothing. Keep your authorization at hand.'
  if (has('disguised')) {
    return `If you may sell ${mark.text}, write the name the usual way. If not, leave it out: another spelling doesn’t change whose name it is.`
  }
  if (has('misspelled')) return `If you mean ${mark.text} and may sell it, correct the spelling. If you mean something else, another word avoids the mix-up.`
  if (use === 'imitation') return 'Say what the product is like in its own right: shape, material, colour, size.'
  if (has('gated-mark')) return `Apply for approval to sell ${mark.text}, or leave the name out.`
  if (use === 'referential') return 'Fine when it is true. Keep “compatible with” before the name, and don’t put the name first.'
  if (risk === 'low' || risk === 'none') return 'Usually nothing. Check that buyers won’t take the word for a brand.'
  return `Selling a ${mark.text} product? Say below that you are authorized. If you only mean that yours fits it, say “compatible with”. If it’s neither, leave the name out.`
}

/** `title`, `bullets/1` … as the form calls them. */
export function fieldWords(field: string): string {
  const [name, at] = field.split('/')
  return name === 'bullets' ? `Key point ${Number(at) + 1}` : name!.charAt(0).toUpperCase() + name!.slice(1)
}
