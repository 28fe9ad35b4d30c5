// How marks in the page's inputs look.

import { wordStyle } from './theme.js'

export const style = `
:host { display: block; position: relative }
:host([hidden]), [hidden] { display: none !important }
.layer { position: absolute; top: 0; left: 0; width: 0; height: 0; pointer-events: none }
.mirror { position: absolute; box-sizing: border-box; overflow: hidden; color: transparent; user-select: none; forced-color-adjust: none; text-size-adjust: none; -webkit-text-fill-color: transparent }
.mirror > span { display: block }
.mirror.input { display: flex; align-items: center }
.mirror.input > span { flex: none; width: max-content; min-width: 100% }
mark { color: transparent; border-radius: .1875em }
${wordStyle((risk) => `mark.${risk}`)}
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (forced-colors: active) { .mirror { --brandlint-high: CanvasText; --brandlint-medium: CanvasText; --brandlint-low: CanvasText } mark { background: none !important } }
`
