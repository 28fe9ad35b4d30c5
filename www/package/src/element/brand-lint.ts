// The custom element: what connects the platform's inputs, the screener and the seller.

import { emptyReport, LiveListing, risks } from '../live.js'
import type { Finding, Listing, Report, Risk } from '../report.js'
import type { Screener, Status } from '../screener.js'
import { keyOf, share, type SharedOptions } from '../shared.js'
import type { Progress } from '../source.js'
import type { Advice } from './advice.js'
import { spansOf, type Field } from './field.js'
import { findEditors, hasValue, listingOf } from './listing-fields.js'
import { Mirrored } from './mirrored.js'
import { style } from './style.js'
import { sheetOf } from './theme.js'

/** What a listing says besides its texts. */
export type ListingContext = Omit<Listing, 'title' | 'brand' | 'bullets' | 'description' | 'keywords'>

/** What the element's events carry. They bubble. */
export interface BrandLintEventMap {
  /** The report has changed. */
  'brandlint-report': CustomEvent<Report>
  /** The screener's status has changed. */
  'brandlint-status': CustomEvent<{ status: Status; screener: Screener }>
  /** The brand index is being loaded: how far it is. */
  'brandlint-progress': CustomEvent<Progress>
  /**
   * The seller says that they are (or, taking it back, are not) authorized for the finding's mark. Unless the event is
   * cancelled, or `block` is set, the element takes their word for it until the form is reset. With `block` the platform
   * decides, and sets `listing.authorizations`.
   */
  'brandlint-authorize': CustomEvent<{ finding: Finding; authorized: boolean }>
  /** The seller says that the finding's mark is not for their kind of goods. Nothing changes for the listing. */
  'brandlint-feedback': CustomEvent<{ finding: Finding }>
}

// In Node there are no elements, and importing must do no harm.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/** How a contenteditable is marked; fetched when there is one. */
let highlighted: typeof import('./highlighted.js') | undefined

/**
 * `<brand-lint index="/brands.blx">` around a platform's own inputs.
 *
 * Attributes: `index` (addresses, with spaces between), `manifest` and `public-key` say what to screen with; `nice`,
 * `marketplaces` and `authorizations` (each a list with spaces between) where the listing stands; `block` (`high`, `medium`
 * or `low`) keeps an input (not a contenteditable, which browsers don't check) from being submitted from that risk on;
 * `list="none"` shows no list.
 */
export class BrandLint extends Base {
  static readonly observedAttributes = ['index', 'manifest', 'public-key']

  readonly #root: ShadowRoot
  readonly #layer: HTMLElement
  readonly #live = new LiveListing()
  /** The page's editors by the name of their field in the listing. */
  readonly #fields = new Map<string, Field>()
  #advice: Advice | 'fetching' | undefined
  #context: ListingContext = {}
  #options: SharedOptions | undefined
  #own: Screener | null = null
  #status: Status = 'loading'
  readonly #claimed = new Set<string>()
  /** Why an editor keeps its form from being submitted. */
  readonly #blocked = new WeakMap<Element, string>()
  #endShare: (() => void) | undefined
  #shared = ''
  #frame = 0
  #restyle = false
  /** Ends everything that listens to the page. */
  #connection = new AbortController()
  #resizes: ResizeObserver | undefined
  #told: Report = emptyReport

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open' })
    this.#layer = document.createElement('div')
    this.#layer.className = 'layer'
    this.#layer.setAttribute('aria-hidden', 'true')
    this.#root.append(document.createElement('slot'), this.#layer)
    this.#live.subscribe(() => this.#show())
  }

  /** What the platform knows of the listing besides its texts. Together with the attributes; where both say something this counts. */
  get listing(): ListingContext {
    return this.#context
  }

  set listing(context: ListingContext | null | undefined) {
    this.#context = context ?? {}
    this.#soon()
  }

  /** What to screen with, where attributes can't say it. Elements with equal options share a screener. */
  get options(): SharedOptions | undefined {
    return this.#options
  }

  set options(options: SharedOptions | undefined) {
    this.#options = options
    this.#load()
  }

  /** What screens. One that is set is used instead of what `options` and attributes say, and stays the platform's to dispose of. */
  get screener(): Screener | null {
    return this.#live.screener
  }

  set screener(screener: Screener | null) {
    this.#own = screener
    this.#load()
  }

  /** Whether listings are screened. */
  get status(): Status {
    return this.#status
  }

  /** What is known of the listing as it stands in the inputs. */
  get report(): Report {
    return this.#live.report
  }

  /** From which risk on an input can't be submitted; null: it always can. */
  get block(): Risk | null {
    return risks.slice(0, 3).find((risk) => risk === this.getAttribute('block')) ?? null
  }

  set block(risk: Risk | null) {
    if (risk === null) this.removeAttribute('block')
    else this.setAttribute('block', risk)
  }

  /** Reads the inputs anew (after a script has set a `value`, of which no event tells) and screens at once what has changed. */
  async screen(): Promise<Report> {
    this.#sync()
    return this.#live.screen()
  }

  /** Selects a finding's words in their field. */
  show({ field, start, end }: Finding): void {
    this.#fields.get(field)?.select(start, end)
  }

  /** @internal */
  connectedCallback(): void {
    // What was set before the element was defined hides what the class has.
    for (const property of ['listing', 'options', 'screener', 'block'] as const) {
      if (!Object.hasOwn(this, property)) continue
      const value = this[property]
      delete (this as Partial<BrandLint>)[property]
      Object.assign(this, { [property]: value })
    }
    this.adoptedCallback()
    const document = this.ownerDocument
    if (document.defaultView === null) return
    const { signal } = (this.#connection = new AbortController())
    const on = (target: EventTarget | null, types: string, listener: (event: Event) => void, capture = false) => {
      for (const type of types.split(' ')) target?.addEventListener(type, listener, { signal, capture, passive: true })
    }
    const look = () => this.#soon(true)
    // Now, for the marks to stay with their words; and again when the page's own listeners have written what they like better.
    on(this, 'input', () => this.#typed())
    on(this, 'input change', look)
    on(this, 'scroll', () => this.#soon(), true)
    on(this, 'transitionend animationend toggle load focusin focusout', look, true)
    on(document.defaultView, 'resize', look)
    on(document.fonts, 'loadingdone', look)
    on(document, 'selectionchange', () => this.#said?.activate())
    on(this.getRootNode(), 'reset', (event) => this.#reset(event))
    this.#resizes = new ResizeObserver(look)
    this.#resizes.observe(this)
    const mutations = new MutationObserver((records) => {
      if (records.some(({ target }) => !this.#said?.owns(target))) look()
    })
    mutations.observe(this, { subtree: true, childList: true, characterData: true, attributes: true })
    mutations.observe(document.documentElement, { attributes: true })
    signal.addEventListener('abort', () => {
      mutations.disconnect()
      this.#resizes?.disconnect()
    })
    this.#load()
    this.#sync()
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#connection.abort()
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    for (const name of [...this.#fields.keys()]) this.#drop(name)
    this.#said?.release()
    this.#endShare?.()
    this.#endShare = undefined
  }

  /** @internal */
  adoptedCallback(): void {
    // A document that nobody sees has no styles.
    if (this.ownerDocument.defaultView === null) return
    this.#root.adoptedStyleSheets = [sheetOf(style, this.ownerDocument)]
    this.#said?.adopt()
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.#load()
  }

  /** The advice, once it is here. */
  get #said(): Advice | undefined {
    return this.#advice === 'fetching' ? undefined : this.#advice
  }

  /** The items of an attribute that is a list. */
  #list(name: string): string[] | undefined {
    return this.getAttribute(name)?.split(/\s+/).filter(Boolean)
  }

  /** The Nice classes that the listing is in, as far as they are known. */
  get #nice(): readonly number[] {
    return this.#context.category?.nice ?? this.#list('nice')?.map(Number) ?? []
  }

  /** Takes part in the screener that options or attributes ask for. */
  #load(): void {
    if (!this.isConnected || this.ownerDocument.defaultView === null) return
    const index = this.#list('index')
    const manifest = this.getAttribute('manifest')
    const publicKey = this.getAttribute('public-key')
    const asked = this.#options ?? (index || manifest ? { ...(index && { index }), ...(manifest && { manifest }), ...(publicKey && { publicKey }) } : undefined)
    const options = this.#own === null ? (asked as SharedOptions | undefined) : undefined
    const shared = options === undefined ? '' : keyOf(options)
    if (this.#endShare !== undefined && shared === this.#shared) return
    const endShare = this.#endShare
    this.#endShare = undefined
    this.#shared = shared
    if (this.#own !== null) this.#use(this.#own)
    else if (options !== undefined) this.#endShare = share(options, (screener) => this.#use(screener), (progress) => this.#tell('brandlint-progress', progress))
    endShare?.()
  }

  #use(screener: Screener): void {
    const { status } = screener
    this.#live.screener = status === 'loading' ? null : screener
    if (status !== this.#status) {
      this.#status = status
      this.#tell('brandlint-status', { status, screener })
    }
    this.#show()
  }

  /** Looks at the page again in the next frame; `restyle` where type or boxes may be others. */
  #soon(restyle = false): void {
    this.#restyle ||= restyle
    if (this.#frame !== 0 || !this.isConnected) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#sync()
    })
  }

  /** Brings what the element knows to how the page is now: its inputs, their texts, their places. */
  #sync(): void {
    const editors = findEditors(this)
    for (const [name, { editor }] of [...this.#fields]) if (editors.get(name) !== editor) this.#drop(name)
    for (const [name, editor] of editors) {
      if (this.#fields.has(name)) continue
      if (hasValue(editor)) this.#fields.set(name, new Mirrored(editor, this.#layer))
      else if (highlighted !== undefined) this.#fields.set(name, new highlighted.Highlighted(editor))
      else {
        import('./highlighted.js').then((module) => {
          highlighted = module
          this.#soon()
        }, () => {})
        continue
      }
      this.#resizes?.observe(editor)
    }
    this.#typed()
    for (const field of this.#fields.values()) field.align(this.#restyle)
    this.#restyle = false
  }

  /** Takes what stands in the inputs. */
  #typed(): void {
    const { authorizations = this.#list('authorizations') ?? [], ...context } = this.#context
    const nice = this.#nice
    this.#live.update({
      ...listingOf([...this.#fields].map(([name, field]) => [name, field.read()] as const)),
      ...(nice.length > 0 && { category: { nice } }),
      marketplaces: this.#list('marketplaces') ?? [],
      locale: this.closest('[lang]')?.getAttribute('lang') || 'en',
      ...context,
      authorizations: [...authorizations, ...(this.block ? [] : this.#claimed)],
    })
    this.#paint()
  }

  #show(): void {
    this.#paint()
    const { report } = this
    if (report === this.#told) return
    this.#told = report
    this.#tell('brandlint-report', report)
  }

  /** Shows what is known: marks, advice, and whether the form may go. */
  #paint(): void {
    const { findings } = this.report
    for (const [name, field] of this.#fields) {
      const own = findings.filter((finding) => finding.field === name)
      field.paint(spansOf(own))
      this.#block(field.editor, own)
    }
    if (this.#said !== undefined) this.#said.show()
    // With the first word, whatever it is: when it is fetched must not tell whether something was found.
    else if (this.#advice === undefined && (this.#status === 'unavailable' || [...this.#fields.values()].some((field) => field.read() !== ''))) void this.#fetchAdvice()
  }

  async #fetchAdvice(): Promise<void> {
    this.#advice = 'fetching'
    const module = await import('./advice.js').catch(() => undefined)
    const element = this
    // Without it the words are marked all the same; the next finding tries again.
    this.#advice = module && new module.Advice({
      element,
      root: this.#root,
      fields: this.#fields,
      claimed: this.#claimed,
      get status() { return element.#status },
      get findings() { return element.report.findings },
      get pending() { return element.#live.pending },
      get language() { return element.#context.language },
      get nice() { return element.#nice },
      authorize: (finding, authorized) => this.#authorize(finding, authorized),
      feedback: (finding) => this.#tell('brandlint-feedback', { finding }),
    })
    this.#said?.show()
  }

  /** Keeps an input from being submitted where the platform wants that; never over what the page has to say itself. */
  #block(editor: HTMLElement, [worst]: readonly Finding[]): void {
    if (!hasValue(editor)) return
    const { block } = this
    const message = block !== null && worst !== undefined && risks.indexOf(worst.risk) <= risks.indexOf(block) ? worst.message : ''
    const before = this.#blocked.get(editor) ?? ''
    // Firefox keeps 256 characters of it; an editor that is not checked at all has none.
    const ours = before !== '' && before.startsWith(editor.validationMessage)
    if (message === before || (!ours && editor.validity.customError)) return
    if (message !== '' || ours) editor.setCustomValidity(message)
    this.#blocked.set(editor, message)
  }

  #drop(name: string): void {
    const field = this.#fields.get(name)!
    this.#fields.delete(name)
    this.#resizes?.unobserve(field.editor)
    this.#block(field.editor, [])
    field.release()
  }

  #authorize(finding: Finding, authorized: boolean): void {
    if (!this.#tell('brandlint-authorize', { finding, authorized }) || this.block !== null) return
    if (authorized) this.#claimed.add(finding.mark.id)
    else this.#claimed.delete(finding.mark.id)
    this.#typed()
    void this.#live.screen()
  }

  /** A form of ours is being reset: its inputs have their old values when that is done. */
  #reset({ target: form }: Event): void {
    if (!(form instanceof HTMLFormElement)) return
    if (!form.contains(this) && ![...this.#fields.values()].some(({ editor }) => (editor as HTMLInputElement).form === form)) return
    setTimeout(() => {
      this.#claimed.clear()
      this.#said?.reset()
      this.#sync()
    })
  }

  /** Whether the event was not cancelled. */
  #tell(type: keyof BrandLintEventMap, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'brand-lint': BrandLint
  }
  interface GlobalEventHandlersEventMap extends BrandLintEventMap {}
}
