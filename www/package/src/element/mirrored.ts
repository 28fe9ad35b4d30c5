// Marks in an input or textarea. Over it lies a mirror: a box of the same size with
// the same text in the same type, of which only the marks are seen.

import type { Field, Span } from './field.js'

/** What makes text of the same width and break at the same places. */
const TYPE = [
  'font-family', 'font-size', 'font-weight', 'font-style', 'font-stretch', 'font-variant', 'font-feature-settings', 'font-variation-settings', 'font-kerning',
  'font-optical-sizing', 'font-size-adjust', 'letter-spacing', 'word-spacing', 'line-height', 'text-indent', 'text-transform', 'text-align', 'text-rendering',
  'tab-size', 'direction', 'unicode-bidi', 'writing-mode', 'word-break', 'overflow-wrap', 'line-break', 'hyphens',
] as const

/** Whether the padding at both sides of such an editor is outside of its client box: so in an input in Firefox, where what scrolls is inside. */
const outside = new Map<string, boolean>()

function paddingIsOutside(name: string, layer: HTMLElement): boolean {
  if (!outside.has(name)) {
    const probe = layer.appendChild(layer.ownerDocument.createElement(name))
    probe.style.setProperty('border', '0')
    probe.style.setProperty('padding', '20px')
    outside.set(name, probe.clientLeft >= 20)
    probe.remove()
  }
  return outside.get(name)!
}

/** A mirror in `layer`, which is at the corner of the element that the editor is in, and has no size. */
export class Mirrored implements Field {
  readonly editor: HTMLInputElement | HTMLTextAreaElement
  readonly #layer: HTMLElement
  readonly #box: HTMLElement
  readonly #text: HTMLElement
  readonly #follow: () => void
  #shown: string | undefined

  constructor(editor: HTMLInputElement | HTMLTextAreaElement, layer: HTMLElement) {
    this.editor = editor
    this.#layer = layer
    this.#box = editor.ownerDocument.createElement('div')
    this.#box.className = `mirror ${editor.localName}`
    this.#box.hidden = true
    this.#text = this.#box.appendChild(editor.ownerDocument.createElement('span'))
    layer.append(this.#box)
    // A one-line field scrolls without saying so: with the caret, or with the pointer held down; in WebKit only when it
    // is next laid out.
    this.#follow = () => {
      this.#scroll()
      requestAnimationFrame(() => requestAnimationFrame(() => this.#scroll()))
    }
    for (const type of ['scroll', 'keyup', 'select', 'pointerup', 'pointermove', 'focus', 'blur']) editor.addEventListener(type, this.#follow, { passive: true })
  }

  read(): string {
    return this.editor.value
  }

  paint(spans: readonly Span[]): void {
    const text = this.editor.value
    const shown = JSON.stringify([text, spans])
    if (shown === this.#shown) return
    this.#shown = shown
    this.#box.hidden = spans.length === 0
    if (this.#box.hidden) return this.#text.replaceChildren()
    const parts: (Node | string)[] = []
    let at = 0
    for (const { start, end, risk } of spans) {
      const mark = this.editor.ownerDocument.createElement('mark')
      mark.className = risk
      mark.part.add('word', risk)
      mark.textContent = text.slice(start, end)
      parts.push(text.slice(at, start), mark)
      at = end
    }
    // A last line that is empty has no height of its own.
    parts.push(`${text.slice(at)}\u200b`)
    this.#text.replaceChildren(...parts)
    // Text may turn its direction, or bring a scroll bar.
    this.align(true)
  }

  align(restyle: boolean): void {
    if (this.#box.hidden) return
    const { editor } = this
    const style = getComputedStyle(editor)
    const box = this.#box.style
    const apart = paddingIsOutside(editor.localName, this.#layer)
    if (restyle) {
      for (const property of TYPE) box.setProperty(property, style.getPropertyValue(property))
      box.setProperty('white-space', editor.localName === 'input' ? 'pre' : style.whiteSpace)
      box.setProperty('padding', `${style.paddingTop} ${apart ? 0 : style.paddingRight} ${style.paddingBottom} ${apart ? 0 : style.paddingLeft}`)
    }
    const field = editor.getBoundingClientRect()
    const layer = this.#layer.getBoundingClientRect()
    // A page may show the whole form larger or smaller.
    const { host } = this.#layer.getRootNode() as ShadowRoot
    const scale = host.getBoundingClientRect().width / (host as HTMLElement).offsetWidth || 1
    const left = (field.left - layer.left) / scale + editor.clientLeft
    const top = (field.top - layer.top) / scale + editor.clientTop
    box.setProperty('left', `${left}px`)
    box.setProperty('top', `${top}px`)
    box.setProperty('width', `${editor.clientWidth}px`)
    box.setProperty('height', `${editor.clientHeight}px`)
    box.setProperty('visibility', editor.checkVisibility?.() === false ? 'hidden' : style.visibility)
    const [over, right, under, before] = this.#hiddenPart(field).map((part) => part / scale)
    // A one-line field clips its text at its padding; so does the mirror.
    const [start, end] = editor.localName === 'input' && !apart ? [parseFloat(style.paddingLeft), parseFloat(style.paddingRight)] : [0, 0]
    box.setProperty('clip-path', `inset(${over}px ${Math.max(right!, end)}px ${under}px ${Math.max(before!, start)}px)`)
    this.#scroll()
  }

  select(start: number, end: number): void {
    const { editor } = this
    editor.focus()
    editor.setSelectionRange(start, end)
    editor.scrollIntoView({ block: 'nearest' })
    // Selecting doesn't scroll everywhere: bring the words into view.
    const text = this.editor.ownerDocument.createRange()
    let at = 0
    for (const node of this.#text.childNodes) {
      const length = node.textContent!.length
      if (start >= at && start < at + length) text.selectNode(node)
      at += length
    }
    const words = text.getBoundingClientRect()
    const field = editor.getBoundingClientRect()
    if (!this.#box.hidden && words.width > 0) {
      if (words.left < field.left || words.right > field.right) editor.scrollLeft += words.left - field.left - field.width / 3
      if (words.top < field.top || words.bottom > field.bottom) editor.scrollTop += words.top - field.top - field.height / 3
    }
    this.#scroll()
  }

  release(): void {
    for (const type of ['scroll', 'keyup', 'select', 'pointerup', 'pointermove', 'focus', 'blur']) this.editor.removeEventListener(type, this.#follow)
    this.#box.remove()
  }

  #scroll(): void {
    if (!this.#box.hidden) this.#text.style.setProperty('transform', `translate(${-this.editor.scrollLeft}px, ${-this.editor.scrollTop}px)`)
  }

  /** How much of the editor its scrolling ancestors hide: above, right, below, left. */
  #hiddenPart({ top, right, bottom, left }: DOMRect): number[] {
    const hidden = [0, 0, 0, 0]
    for (let parent = this.editor.parentElement; parent !== null && !parent.contains(this.#layer) && parent.shadowRoot === null; parent = parent.parentElement) {
      if (/^visible/.test(getComputedStyle(parent).overflow)) continue
      const box = parent.getBoundingClientRect()
      ;[box.top - top, right - box.right, bottom - box.bottom, box.left - left].forEach((part, at) => (hidden[at] = Math.max(hidden[at]!, part)))
    }
    return hidden
  }
}
