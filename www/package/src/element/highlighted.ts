// Marks in a contenteditable, by the CSS Custom Highlight API: the page's own
// nodes are not touched. Where there is no such API the list still says all.

import type { Field, Span } from './field.js'
import { sheetOf, wordStyle } from './theme.js'

/** Elements that stand in a line of text; any other begins a new one. */
const INLINE = /^(a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/

interface Piece {
  node: Text
  /** Where the node's text begins in the whole. */
  start: number
}

interface Reading {
  text: string
  pieces: Piece[]
}

/** The text that a reader sees in an element, with line breaks between blocks, and where each piece of it is. */
export function readText(root: Node): Reading {
  const pieces: Piece[] = []
  let text = ''
  const breakLine = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n'
  }
  ;(function walk(parent: Node) {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) {
        pieces.push({ node: node as Text, start: text.length })
        text += (node as Text).data
      } else if (node.nodeType === 1) {
        const tag = (node as Element).localName
        if (tag === 'br') text += '\n'
        else if (INLINE.test(tag)) walk(node)
        else {
          breakLine()
          walk(node)
          breakLine()
        }
      }
    }
  })(root)
  return { text, pieces }
}

interface Registry {
  get(name: string): Set<Range> | undefined
  set(name: string, highlight: unknown): void
}

/** How many fields of a document or shadow tree use the style of highlights. */
const styled = new WeakMap<DocumentOrShadowRoot, { sheet: CSSStyleSheet; uses: number }>()

/** A contenteditable whose words are highlighted. */
export class Highlighted implements Field {
  readonly editor: HTMLElement
  #reading: Reading
  #ranges: [Set<Range>, Range][] = []
  readonly #root: DocumentOrShadowRoot

  constructor(editor: HTMLElement) {
    this.editor = editor
    this.#reading = readText(editor)
    this.#root = editor.getRootNode() as Document | ShadowRoot
    const style = styled.get(this.#root)
    if (style !== undefined) style.uses++
    else {
      const sheet = sheetOf(wordStyle((risk) => `::highlight(brandlint-${risk})`), editor.ownerDocument)
      styled.set(this.#root, { sheet, uses: 1 })
      this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, sheet]
    }
  }

  read(): string {
    return (this.#reading = readText(this.editor)).text
  }

  paint(spans: readonly Span[]): void {
    this.#clear()
    const view = this.editor.ownerDocument.defaultView as (Window & { Highlight?: new () => unknown; CSS: { highlights?: Registry } }) | null
    const registry = view?.CSS.highlights
    if (registry === undefined || view?.Highlight === undefined) return
    this.read()
    for (const { start, end, risk } of spans) {
      const name = `brandlint-${risk}`
      if (registry.get(name) === undefined) registry.set(name, new view.Highlight())
      const highlight = registry.get(name)!
      const range = this.#range(start, end)
      highlight.add(range)
      this.#ranges.push([highlight, range])
    }
  }

  align(): void {
    // Ranges move with their words.
  }

  select(start: number, end: number): void {
    this.read()
    this.editor.focus()
    const range = this.#range(start, end)
    const selection = this.editor.ownerDocument.getSelection()!
    selection.removeAllRanges()
    selection.addRange(range)
    range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
  }

  release(): void {
    this.#clear()
    const style = styled.get(this.#root)
    if (style === undefined || --style.uses > 0) return
    styled.delete(this.#root)
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => sheet !== style.sheet)
  }

  #clear(): void {
    for (const [highlight, range] of this.#ranges.splice(0)) highlight.delete(range)
  }

  #range(start: number, end: number): Range {
    const range = this.editor.ownerDocument.createRange()
    const { pieces } = this.#reading
    const at = (offset: number, isEnd: boolean): [Node, number] => {
      // The end of a piece belongs to it, not to the next one, where words end.
      const piece = pieces.filter(({ start }) => (isEnd ? start < offset : start <= offset)).at(-1) ?? pieces[0]
      return piece === undefined ? [this.editor, 0] : [piece.node, Math.min(offset - piece.start, piece.node.length)]
    }
    range.setStart(...at(start, false))
    range.setEnd(...at(end, true))
    return range
  }
}
