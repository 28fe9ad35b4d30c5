/**
 * The class of `<brand-lint>`, for those who define it themselves, under whatever name.
 *
 * @module
 */

export { BrandLint, type BrandLintEventMap, type ListingContext } from './element/brand-lint.js'
export type { SharedOptions } from './shared.js'
export type * from './report.js'
export type { Screener, ScreenerOptions, Status } from './screener.js'
