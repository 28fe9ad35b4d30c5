// What the parts of the element's look are made of. Everything a page may want otherwise is a custom property
// or a part; colours follow the `color-scheme` of the page.

/** Custom properties that a page can set, with what they are otherwise. */
const themes = {
  high: 'light-dark(#b3261e, #ff9d94)',
  medium: 'light-dark(#8a4b00, #f5bd66)',
  low: 'light-dark(#1f5fa8, #8fc0ff)',
  none: 'light-dark(#0b6b5d, #5fc7b4)',
  text: 'light-dark(#1c2321, #e8edeb)',
  soft: 'light-dark(#56605d, #a4afab)',
  line: 'light-dark(#dcdeda, #303836)',
  surface: 'light-dark(#fff, #1b211f)',
  radius: '.5rem',
} as const

export const value = (name: keyof typeof themes) => `var(--brandlint-${name}, ${themes[name]})`
export const tint = (name: keyof typeof themes, percent: number) => `color-mix(in srgb, ${value(name)} ${percent}%, transparent)`

/** How marked words look, by risk: three kinds of line, for those who don't tell the colours apart. */
export function wordStyle(selector: (risk: string) => string): string {
  const lines = { high: 'wavy', medium: 'solid', low: 'dotted' } as const
  return (['high', 'medium', 'low'] as const)
    .map((risk) => `${selector(risk)} { background-color: ${tint(risk, risk === 'low' ? 10 : 16)}; text-decoration: underline ${lines[risk]} ${value(risk)} 2px; text-decoration-skip-ink: none; text-underline-offset: .18em }`)
    .join('\n')
}

/** A sheet of `css` for the shadow trees of a document. */
export function sheetOf(css: string, document: Document): CSSStyleSheet {
  const sheet = new document.defaultView!.CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
