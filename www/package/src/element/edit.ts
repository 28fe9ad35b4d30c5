// Editing on the seller's behalf.

import type { Finding } from '../report.js'
import type { Field } from './field.js'

/**
 * Puts other words in the place of a finding's, as if the seller had typed them: it can be undone, and the page hears of it
 * by `input`. With no words at all, a space that would then stand beside another goes too. Nothing is done where something
 * else stands there by now, or the field can't be edited.
 */
export function replaceWords(field: Field | undefined, finding: Finding, words: string): void {
  if (field === undefined) return
  const { editor } = field
  const before = field.read()
  let { start, end } = finding
  if (before.slice(start, end) !== finding.matched || (editor as HTMLInputElement).readOnly || (editor as HTMLInputElement).disabled) return
  if (words === '') {
    if (/^$|\s$/.test(before.slice(0, start)) && /\s/.test(before[end] ?? '')) end++
    else if (end === before.length && /\s/.test(before[start - 1] ?? '')) start--
  }
  field.select(start, end)
  const document = editor.ownerDocument
  // Deprecated, and the only way that keeps what the seller can undo.
  document.execCommand(words === '' ? 'delete' : 'insertText', false, words)
  if (field.read() !== before) return
  if ('setRangeText' in editor) (editor as HTMLInputElement).setRangeText(words, start, end, 'end')
  else {
    const range = document.getSelection()!.getRangeAt(0)
    range.deleteContents()
    range.insertNode(document.createTextNode(words))
  }
  editor.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText', data: words }))
}
