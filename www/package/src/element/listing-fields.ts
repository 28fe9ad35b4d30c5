// Which of a page's inputs is which field of the listing.

import type { Listing } from '../report.js'

/** A name that stands for a field of its own: `title`, or one of a list: `bullets`, `bullets/0`, `bullets[0]`, `bullets[]`, `bullets.0`. */
const NAME = /^(title|brand|description)$|^(bullets|keywords)(?:[/.[](\d*)\]?)?$/

/** Inputs of one line whose text a buyer may read. */
const TEXT_TYPES = new Set(['text', 'search'])

/** What a seller types into. */
export type Editor = HTMLInputElement | HTMLTextAreaElement | HTMLElement

/** Whether an editor's text is its `value`. */
export function hasValue(editor: Editor): editor is HTMLInputElement | HTMLTextAreaElement {
  return 'value' in editor
}

/**
 * The editors in `host` by the field of the listing that each one is, in document order. Which one is told by
 * `data-brandlint-field` (where that is empty: none), else by `name`. Lists count where no number is given.
 * Of two editors for the same field the first counts.
 */
export function findEditors(host: HTMLElement): Map<string, Editor> {
  const found = new Map<string, Editor>()
  for (const editor of host.querySelectorAll<HTMLElement>('input, textarea, [contenteditable]')) {
    if (editor.closest(host.localName) !== host) continue
    if (editor instanceof HTMLInputElement && !TEXT_TYPES.has(editor.type)) continue
    if (!hasValue(editor) && editor.getAttribute('contenteditable') === 'false') continue
    const name = editor.dataset.brandlintField ?? editor.getAttribute('name') ?? ''
    const [, single, list, number] = NAME.exec(name) ?? []
    if (single !== undefined && !found.has(single)) found.set(single, editor)
    if (list === undefined) continue
    let at = Number(number || 0)
    if (!number) while (found.has(`${list}/${at}`)) at++
    // A list of a million empty texts helps nobody.
    if (at < 1000 && !found.has(`${list}/${at}`)) found.set(`${list}/${at}`, editor)
  }
  return found
}

/** A listing of the texts of fields. */
export function listingOf(texts: Iterable<readonly [string, string]>): Listing {
  const lists: Record<string, string[]> = { bullets: [], keywords: [] }
  const listing: Record<string, string> = {}
  for (const [name, text] of texts) {
    const [key, at] = name.split('/') as [string, string?]
    if (at === undefined) listing[key] = text
    else lists[key]![Number(at)] = text
  }
  return { title: '', ...listing, bullets: Array.from(lists.bullets!, (text) => text ?? ''), keywords: Array.from(lists.keywords!, (text) => text ?? '') }
}

/** What the page calls an editor: its label, else the field's name. */
export function labelOf(editor: Editor | undefined, name: string): string {
  if (editor === undefined) return name
  const named = editor.getAttribute('aria-labelledby')?.split(/\s+/).map((id) => (editor.getRootNode() as Document).getElementById?.(id)?.textContent ?? '')
  const text = editor.getAttribute('aria-label') ?? named?.join(' ') ?? (hasValue(editor) ? editor.labels?.[0]?.textContent : undefined)
  return text?.replace(/[\s*:：]+$/, '').trim() || name
}
