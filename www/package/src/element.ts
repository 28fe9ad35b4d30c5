/**
 * `import 'brandlint/element'` defines `<brand-lint>`. Nothing happens in Node, nor where it is defined already.
 *
 * @module
 */

import { BrandLint } from './element-class.js'

export * from './element-class.js'

if (globalThis.customElements !== undefined && customElements.get('brand-lint') === undefined) customElements.define('brand-lint', BrandLint)
