// The element's texts in the page's language. English is here from the start; another language is
// fetched when it is needed, and English stays where it can't be.

import { texts as english, type Texts } from './texts/en.js'

export type { Texts }

const loaders: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('./texts/ar.js'),
  de: () => import('./texts/de.js'),
  es: () => import('./texts/es.js'),
  fr: () => import('./texts/fr.js'),
  it: () => import('./texts/it.js'),
  ja: () => import('./texts/ja.js'),
  ko: () => import('./texts/ko.js'),
  pt: () => import('./texts/pt.js'),
  ru: () => import('./texts/ru.js'),
  'zh-Hans': () => import('./texts/zh-Hans.js'),
  'zh-Hant': () => import('./texts/zh-Hant.js'),
}

/** The language, among those that there are texts in, for a BCP 47 tag. */
export function languageOf(tag: string): string {
  const [primary, ...rest] = tag.toLowerCase().split(/[-_]/)
  if (primary === 'zh') return rest.some((part) => /^(hant|tw|hk|mo)$/.test(part)) && !rest.includes('hans') ? 'zh-Hant' : 'zh-Hans'
  return primary! in loaders ? primary! : 'en'
}

/** The texts in one of these languages. */
export async function load(language: string): Promise<Texts> {
  return (await loaders[language]?.().catch(() => undefined))?.texts ?? english
}

/** Puts values into a text. */
export function say(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
