// What is said about the listing: a line on the whole, and a card for each mark.

import type { Finding, Risk } from '../report.js'
import { say, type Texts } from './language.js'
import { panelStyle } from './panel-style.js'
import { sheetOf } from './theme.js'
import { groups } from './summary.js'

/** What a seller can do about a finding. */
export interface Actions {
  /** Shows the words in their field. */
  show(finding: Finding): void
  /** Puts other words, or none, in their place. */
  replace(finding: Finding, words: string): void
  /** Says, or takes back, that the seller is authorized for the mark. */
  authorize(finding: Finding, authorized: boolean): void
  /** Says that the mark is not for the seller's kind of goods. */
  feedback(finding: Finding): void
}

/** What the panel shows. */
export interface View {
  readonly findings: readonly Finding[]
  /** The line on the whole, and the risk that it is coloured by. */
  readonly summary: readonly [text: string, risk: Risk | 'idle']
  readonly language: string
  readonly texts: Texts
  /** How to say, in the listing's language, what goods fit. */
  readonly compatible: string
  /** The Nice classes of the goods, as far as they are known. */
  readonly nice: readonly number[]
  /** What the page calls a field. */
  labelOf(field: string): string
  /** Whether the seller has said that they are authorized for a mark: these can take it back. */
  authorized(markId: string): boolean
  /** Whether the seller has said that a mark is not for their goods. */
  reported(markId: string): boolean
}

/** So many places of a mark have a row of their own; when one is gone, the next has it. */
const MOST_PLACES = 8

const PATHS: Record<Risk, string> = {
  high: 'M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5zM7 4v5h2V4zm0 6.5v2h2v-2z',
  medium: 'M8 .9 15.7 15H.3zM7 5.8v4.4h2V5.8zm0 5.6v1.9h2v-1.9z',
  low: 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8M7 3.7v2h2v-2zm0 3.2v5.4h2V6.9z',
  none: 'm2.3 9.3 1.4-1.4 2.5 2.6L12.2 4l1.5 1.2-7.4 8.3z',
}

/** The panel below (or wherever a page's style puts it) the platform's inputs. */
export class Panel {
  readonly #panel: HTMLElement
  readonly #summary: HTMLElement
  readonly #list: HTMLElement
  readonly #notice: HTMLElement
  readonly #actions: Actions
  /** What the cards speak of, as it is now. */
  #marks = new Map<string, readonly Finding[]>()
  /** The card of each mark, and what it shows. */
  #cards = new Map<string, readonly [shown: string, card: HTMLElement]>()
  #drawn = ''

  constructor(root: ShadowRoot, actions: Actions) {
    this.#actions = actions
    this.#summary = make('p', 'summary')
    this.#list = make('ol', 'findings')
    this.#notice = make('p', 'notice')
    this.#panel = make('section', 'panel', this.#summary, this.#list, this.#notice)
    root.append(this.#panel)
    this.adopt(root)
  }

  /** Takes its style to the document that it is in now. */
  adopt(root: ShadowRoot): void {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(panelStyle, root.ownerDocument)]
  }

  /** Whether it is not to be seen. */
  set hidden(hidden: boolean) {
    this.#panel.hidden = hidden
  }

  /** Shows this; does nothing where that is what is shown. */
  draw(view: View): void {
    const { findings, summary: [summary, risk], language, texts } = view
    const marks = groups(findings)
    this.#marks = new Map(marks.map((findings) => [findings[0]!.mark.id, findings]))
    // Where the words are may change with every keystroke; what is seen does not.
    const seen = new Map(marks.map((findings) => {
      const { id } = findings[0]!.mark
      const rows = findings.map(({ field, matched, risk, use, message }) => [view.labelOf(field), matched, risk, use, message])
      return [id, JSON.stringify([language, view.compatible, view.nice, view.authorized(id), view.reported(id), rows])]
    }))
    const drawn = JSON.stringify([summary, risk, language, ...seen])
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    // A language that is set, the same or not, has all that is in it styled anew.
    if (this.#panel.lang !== language) {
      this.#panel.lang = language
      this.#panel.dir = language === 'ar' ? 'rtl' : 'ltr'
    }
    this.#panel.ariaLabel = texts.panel
    this.#summary.className = `summary ${risk}`
    this.#summary.replaceChildren(...(risk === 'idle' ? [] : [icon(risk)]), summary)
    this.#notice.textContent = texts.notice
    const focused = (this.#panel.getRootNode() as ShadowRoot).activeElement?.getAttribute('data-key')
    // A card that shows what it showed stays: to lay all of them out again takes longer than a keystroke.
    for (const [id, [shown, card]] of this.#cards) {
      if (seen.get(id) === shown) continue
      this.#cards.delete(id)
      card.remove()
    }
    let next = this.#list.firstChild
    for (const [id, shown] of seen) {
      let card = this.#cards.get(id)?.[1]
      if (!card) this.#cards.set(id, [shown, (card = this.#card(this.#marks.get(id)!, view))])
      if (card === next) next = next.nextSibling
      else this.#list.insertBefore(card, next)
    }
    this.#list.hidden = marks.length === 0
    if (focused) this.#list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus()
  }

  /** Makes the cards stand out that speak of the words at a place of a field. */
  activate(field: string | undefined, at: number): void {
    for (const [id, [, card]] of this.#cards) {
      const active = this.#marks.get(id)!.some((finding) => finding.field === field && at >= finding.start && at <= finding.end)
      card.classList.toggle('active', active)
      card.part.toggle('active', active)
    }
  }

  #card(findings: readonly Finding[], view: View): HTMLElement {
    const { texts } = view
    const [worst] = findings as [Finding]
    const { mark, risk } = worst
    const own = risk === 'none'
    const button = (key: string, text: string, act: () => void, name = text) => {
      const made = make('button', 'action', text)
      made.type = 'button'
      made.dataset.key = `${key} ${mark.id}`
      if (name !== text) made.ariaLabel = name
      made.addEventListener('click', act)
      return made
    }
    const places = findings.slice(0, MOST_PLACES).map((finding, at) => {
      const { field, matched } = finding
      const place = say(texts.place, { matched, field: view.labelOf(field) })
      // It may have moved since.
      const now = () => this.#marks.get(mark.id)?.[at] ?? finding
      const show = button(`show ${at}`, place, () => this.#actions.show(now()))
      show.className = 'show'
      show.part.add('place')
      const row = make('li', 'place', show)
      if (!own) row.append(button(`remove ${at}`, texts.remove, () => this.#actions.replace(now(), ''), `${texts.remove}: ${place}`))
      if (canRefer(finding, view.nice)) {
        const words = say(view.compatible, { mark: mark.text })
        const refer = say(texts.refer, { words })
        row.append(button(`refer ${at}`, refer, () => this.#actions.replace(now(), words), `${refer}: ${place}`))
      }
      return row
    })
    if (findings.length > MOST_PLACES) places.push(make('li', 'more', `+ ${findings.length - MOST_PLACES}`))
    const authorized = view.authorized(mark.id)
    const claim = button('authorize', say(texts.authorize, { mark: mark.text }), () => this.#actions.authorize(worst, !authorized))
    claim.ariaPressed = String(authorized)
    const reported = view.reported(mark.id)
    const feedback = button('feedback', texts.feedback, () => this.#actions.feedback(worst), `${texts.feedback}: ${mark.text}`)
    feedback.ariaPressed = String(reported)
    const card = make(
      'li',
      'finding',
      make('p', 'risk', icon(risk), texts[risk]),
      make('p', 'mark', make('bdi', '', mark.text)),
      ...(mark.owner === '' ? [] : [make('p', 'owner', mark.owner)]),
      make('ul', 'places', ...places),
      make('p', 'message', worst.message),
      make('div', 'actions', ...(own && !authorized ? [] : [claim]), ...(own ? [] : [feedback])),
    )
    card.classList.add(risk)
    card.part.add(risk)
    return card
  }
}

/** Nice classes of what is worn, eaten or rubbed in: it fits people, and nothing else has to be compatible with it. */
const FITS_NOTHING = new Set([3, 5, 14, 18, 23, 24, 25, 26, 29, 30, 31, 32, 33, 34])

/** Whether to say what the goods fit may be what the seller means: the name stands in a text, as it is, as a brand's. */
function canRefer({ field, use, how, risk, reasons }: Finding, nice: readonly number[]): boolean {
  if (nice.length > 0 && nice.every((number) => FITS_NOTHING.has(number))) return false
  return (
    use === 'brand' && risk !== 'none' && !/^(brand|keywords)/.test(field) && !reasons.some((reason) => /^(gated-mark|disguised|misspelled)$/.test(reason)) &&
    /^(exact|spaced|transliteration|translation|alias)$/.test(how)
  )
}

function icon(risk: Risk): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.ariaHidden = 'true'
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', PATHS[risk])
  path.setAttribute('fill-rule', 'evenodd')
  svg.append(path)
  return svg
}

/** An element whose class is also the name of its part. */
function make<T extends keyof HTMLElementTagNameMap>(tag: T, name: string, ...content: (Node | string)[]): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag)
  if (name !== '') {
    made.className = name
    made.part.add(name)
  }
  made.append(...content)
  return made
}
