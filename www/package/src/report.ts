// The nouns: what goes in and what comes out. The same shapes as in JSON lines
// on the command line and in the Rust crate.

/** One listing as it stands in the form. Only `title` is required; unknown keys are ignored. */
export interface Listing {
  /** Echoed in the report. */
  id?: string
  /** The listing's title. */
  title: string
  /** The brand field. */
  brand?: string
  /** Selling points, called `bullets/0`, `bullets/1`, … in findings. */
  bullets?: readonly string[]
  /** The long text. */
  description?: string
  /** Search keywords, called `keywords/0`, … in findings. */
  keywords?: readonly string[]
  /** What kind of goods the listing offers. */
  category?: Category
  /** ISO 3166 codes of the countries where the listing is shown; none means anywhere. */
  marketplaces?: readonly string[]
  /** BCP 47 language of the listing. */
  language?: string
  /** BCP 47 language of the seller, for messages; the listing's where there is none. */
  locale?: string
  /** Ids of the marks that the seller is authorized to list. */
  authorizations?: readonly string[]
}

/** The goods of a listing. */
export interface Category {
  /** Nice classes, 1 to 45. */
  nice?: readonly number[]
  /** A Google product taxonomy path such as `Apparel & Accessories > Shoes`. */
  google?: string
}

/** What a platform may set; see `docs/risk.md`. It moves thresholds, never meanings. */
export interface Policy {
  /** Findings of a lower risk are left out. Default: `none`. */
  leastRisk?: Risk
  /** How alike a misspelled name must look, 0 to 1, to be found. Default: 0. */
  leastSight?: number
  /** Ids of marks that only authorized sellers may list here, besides those that the register calls gated. */
  gated?: readonly string[]
  /** Whether all well-known marks are gated. Default: false. */
  gateWellKnown?: boolean
  /** How strictly registrations of an office (`US`, `EM`, …) are taken; `normal` where nothing is said. */
  offices?: Readonly<Record<string, 'strict' | 'normal' | 'lenient' | 'ignored'>>
}

/** The answer to one listing. */
export interface Report {
  /** The listing's id, when it had one. */
  readonly id?: string
  /** The highest risk among the findings. */
  readonly risk: Risk
  /** Highest risk first, then in reading order. */
  readonly findings: readonly Finding[]
  /**
   * Set when the listing was *not* screened because the screener is unavailable.
   * Such a report has no findings and risk `none`, which then says nothing about the listing.
   */
  readonly unavailable?: true
}

/** One place in one field that conflicts with one mark, with its evidence. */
export interface Finding {
  /** The mark it may conflict with. */
  readonly mark: Mark
  /** `title`, `brand`, `bullets/0`, `description`, `keywords/2`. */
  readonly field: string
  /** Where the place starts, in UTF-16 code units: `text.slice(start, end) === matched`. */
  readonly start: number
  /** Where it ends (exclusive), in the same units. */
  readonly end: number
  /** The text of the place, as the seller typed it. */
  readonly matched: string
  /** The form of the mark that it was matched with, verbatim. */
  readonly form: string
  /** How the place was recognised. */
  readonly how: How
  /** How alike the two look, 0 to 1; null where it was not weighed. */
  readonly sight: number | null
  /** How alike they sound, 0 to 1; null where it was not weighed. */
  readonly sound: number | null
  /** How alike they are in meaning, 0 to 1; null where it was not weighed. */
  readonly meaning: number | null
  /** The listing's goods against the mark's. */
  readonly goods: Goods
  /** How the text uses the mark. */
  readonly use: Use
  /** What the seller is shown. */
  readonly risk: Risk
  /** Order among findings of one risk, 0 to 1. */
  readonly score: number
  /** Stable codes of the evidence that decided, such as `disguised` or `same-goods`. */
  readonly reasons: readonly string[]
  /** The same in words, for the seller. A warning, not legal advice. */
  readonly message: string
  /** How many more marks of this owner the place stands for; they are not reported one by one. */
  readonly also: number
}

/** What a finding shows of a mark. */
export interface Mark {
  /** The register's id; what `authorizations` lists. */
  readonly id: string
  /** The mark's verbatim text. */
  readonly text: string
  /** The owner, empty when the register names none. */
  readonly owner: string
  /** Where it is registered. */
  readonly registrations: readonly Registration[]
}

/** One entry in an office's register. Texts are empty where the register does not say. */
export interface Registration {
  /** ISO 3166 code of the office, `EM` for the EU, `WO` for Madrid. */
  readonly office: string
  /** The registration's number as the office writes it. */
  readonly number: string
  /** Nice classes, 1 to 45. */
  readonly classes: readonly number[]
  /** Whether the registration stands. */
  readonly status: RegistrationStatus
  /** Date of expiry, `YYYY-MM-DD`. */
  readonly expires: string
}

/** What the seller is shown, from nothing to a serious warning. */
export type Risk = 'none' | 'low' | 'medium' | 'high'

/** How a place was recognised as a form of a mark. */
export type How =
  | 'exact'
  | 'lookalike'
  | 'spaced'
  | 'masked'
  | 'respelled'
  | 'soundalike'
  | 'transliteration'
  | 'translation'
  | 'alias'

/** The goods of the listing against those of the mark. */
export type Goods = 'same' | 'related' | 'unrelated' | 'unknown'

/** How the text uses the mark: as a brand, or to say what the goods fit, imitate, are not, or are like. */
export type Use = 'brand' | 'referential' | 'imitation' | 'denial' | 'comparison'

/** Whether a registration stands. */
export type RegistrationStatus = 'live' | 'pending' | 'dead'

/** What comes of comparing two marks by themselves: each likeness from 0 to 1. */
export interface Likeness {
  /** The one mark, verbatim. */
  readonly a: string
  /** The other. */
  readonly b: string
  /** How alike they look. */
  readonly sight: number
  /** How alike they sound. */
  readonly sound: number
  /** How alike they are in meaning: 1 where the index says that the one is the other in another language, else nothing. */
  readonly meaning: number | null
  /** What of both remains. */
  readonly overall: number
  /** Whether an office would likely call them similar, goods aside. */
  readonly similar: boolean
  /** The sounds of both, one against the other; nothing where one has no counterpart. */
  readonly alignment: readonly (readonly [a: string | null, b: string | null])[]
}
