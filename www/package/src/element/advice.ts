// What the element says: to those who look, in a list; to those who listen, in a status and in a
// description of each field. Fetched when there is something to speak of.

import type { Finding, Risk } from '../report.js'
import type { Status } from '../screener.js'
import { replaceWords } from './edit.js'
import type { Field } from './field.js'
import { languageOf, load, type Texts } from './language.js'
import { labelOf } from './listing-fields.js'
import { Panel } from './panel.js'
import { summaryOf } from './summary.js'
import { texts as english } from './texts/en.js'

/** A pause in typing, in milliseconds, after which a screen reader is told how many names there are. */
const ANNOUNCE_PAUSE = 1000

/** The element, as its advice sees it. */
export interface Host {
  readonly element: HTMLElement
  readonly root: ShadowRoot
  readonly fields: ReadonlyMap<string, Field>
  readonly status: Status
  readonly findings: readonly Finding[]
  /** Whether something is not screened yet. */
  readonly pending: boolean
  /** The language that the listing is written in, where the platform says it. */
  readonly language: string | undefined
  /** The Nice classes of the goods, as far as they are known. */
  readonly nice: readonly number[]
  /** Ids of the marks that the seller has said to be authorized for. */
  readonly claimed: ReadonlySet<string>
  authorize(finding: Finding, authorized: boolean): void
  feedback(finding: Finding): void
}

const unique = `brandlint-${Math.random().toString(36).slice(2, 8)}`
let lastNote = 0

export class Advice {
  readonly #host: Host
  readonly #panel: Panel
  readonly #said: HTMLElement
  /** In the page's own tree, because `aria-describedby` does not reach into ours: a note for each field. */
  readonly #notes: HTMLElement
  readonly #described = new Map<HTMLElement, HTMLElement>()
  readonly #reported = new Set<string>()
  #texts: Texts = english
  #compatible = english.compatible
  #language = 'en'
  #spoken = ''
  #frame = 0
  #announcing: ReturnType<typeof setTimeout> | undefined

  constructor(host: Host) {
    this.#host = host
    const { root, fields, element } = host
    const document = element.ownerDocument
    this.#panel = new Panel(root, {
      show: ({ field, start, end }) => fields.get(field)?.select(start, end),
      replace: (finding, words) => replaceWords(fields.get(finding.field), finding, words),
      authorize: (finding, authorized) => host.authorize(finding, authorized),
      feedback: (finding) => {
        this.#reported.add(finding.mark.id)
        host.feedback(finding)
        this.show()
      },
    })
    this.#said = root.appendChild(document.createElement('div'))
    this.#said.className = 'said'
    this.#said.setAttribute('role', 'status')
    this.#notes = document.createElement('div')
    // Not to be seen, whatever the page's style says of what is in the element. In its slot, or it is not told.
    this.#notes.style.setProperty('display', 'none', 'important')
  }

  /** Whether a change of this node is our own. */
  owns(node: Node): boolean {
    return this.#notes.contains(node)
  }

  /** Goes with the element to another document. */
  adopt(): void {
    this.#panel.adopt(this.#host.root)
  }

  /** Says in the next frame what is to be said then. */
  show(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      if (this.#host.element.isConnected) this.#show()
    })
  }

  #show(): void {
    const { element, fields, status, findings, claimed } = this.#host
    void this.#speak()
    const empty = [...fields.values()].every((field) => field.read().trim() === '')
    const summary = summaryOf(findings, status, empty, this.#texts)
    this.#panel.hidden = element.getAttribute('list') === 'none'
    this.#panel.draw({
      findings,
      summary,
      language: this.#language,
      texts: this.#texts,
      compatible: this.#compatible,
      nice: this.#host.nice,
      labelOf: (name) => labelOf(fields.get(name)?.editor, name),
      authorized: (id) => claimed.has(id),
      reported: (id) => this.#reported.has(id),
    })
    this.activate()
    this.#describe()
    this.#announce(...summary)
  }

  /** Makes the cards stand out that speak of the words at the caret. */
  activate(): void {
    const { element, fields } = this.#host
    const focused = (element.getRootNode() as Document | ShadowRoot).activeElement
    const [name, field] = [...fields].find(([, { editor }]) => editor === focused) ?? []
    this.#panel.activate(name, (field?.editor as HTMLInputElement | undefined)?.selectionStart ?? -1)
  }

  /** Forgets what the seller has answered. */
  reset(): void {
    this.#reported.clear()
  }

  /** Takes what was said back from the page. */
  release(): void {
    clearTimeout(this.#announcing)
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    for (const editor of [...this.#described.keys()]) this.#undescribe(editor)
    this.#notes.remove()
  }

  /** Texts in the language of the page at this place. */
  async #speak(): Promise<void> {
    const { element, language: listing } = this.#host
    const language = languageOf(element.closest('[lang]')?.getAttribute('lang') ?? '')
    const spoken = `${language} ${listing}`
    if (spoken === this.#spoken) return
    this.#spoken = spoken
    const [texts, { compatible }] = await Promise.all([load(language), load(languageOf(listing ?? language))])
    if (this.#spoken !== spoken) return
    this.#texts = texts
    this.#compatible = compatible
    this.#language = language
    this.show()
  }

  /** Describes each field by its findings. */
  #describe(): void {
    const { element, fields, findings } = this.#host
    const editors = new Set<HTMLElement>()
    for (const [name, { editor }] of fields) {
      const own = findings.filter(({ field, risk }) => field === name && risk !== 'none')
      if (own.length === 0) continue
      editors.add(editor)
      let note = this.#described.get(editor)
      if (note === undefined) {
        this.#described.set(editor, (note = element.ownerDocument.createElement('span')))
        note.id = `${unique}-${++lastNote}`
      }
      const marks = [...new Set(own.map(({ mark }) => mark.text))].join(', ')
      const text = `${this.#texts[own[0]!.risk]}: ${marks}`
      if (note.textContent !== text) note.textContent = text
      if (note.parentNode !== this.#notes) this.#notes.append(note)
      describe(editor, note.id, true)
    }
    for (const editor of [...this.#described.keys()]) if (!editors.has(editor)) this.#undescribe(editor)
    // A page that renders its own content anew may have taken it away.
    if (editors.size > 0 && this.#notes.parentNode !== element) element.append(this.#notes)
  }

  #undescribe(editor: HTMLElement): void {
    const note = this.#described.get(editor)!
    this.#described.delete(editor)
    describe(editor, note.id, false)
    note.remove()
  }

  #announce(summary: string, risk: Risk | 'idle'): void {
    clearTimeout(this.#announcing)
    // That nothing is found is worth saying only after something was.
    if (risk === 'idle' ? this.#host.status !== 'unavailable' : risk === 'none' && this.#said.textContent === '') return
    this.#announcing = setTimeout(() => {
      if (this.#said.textContent !== summary && !this.#host.pending) this.#said.textContent = summary
    }, ANNOUNCE_PAUSE)
  }
}

/** Adds or takes away an id from what describes an editor. */
function describe(editor: HTMLElement, id: string, described: boolean): void {
  const before = editor.getAttribute('aria-describedby')?.split(/\s+/) ?? []
  if (before.includes(id) === described) return
  const after = described ? [...before, id] : before.filter((other) => other !== id)
  if (after.length > 0) editor.setAttribute('aria-describedby', after.join(' '))
  else editor.removeAttribute('aria-describedby')
}
