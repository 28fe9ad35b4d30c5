// How the list of findings looks.

import { tint, value } from './theme.js'

export const panelStyle = `
.panel { box-sizing: border-box; margin-top: 1rem; font: 400 .9375rem/1.5 var(--brandlint-font, system-ui, sans-serif); color: ${value('text')}; background: ${value('surface')}; border: 1px solid ${value('line')}; border-radius: ${value('radius')}; overflow-wrap: anywhere }
:where(.panel *) { box-sizing: border-box; margin: 0; padding: 0 }
ul, ol { list-style: none }
.high { --risk: ${value('high')}; --tint: ${tint('high', 12)} }
.medium { --risk: ${value('medium')}; --tint: ${tint('medium', 12)} }
.low { --risk: ${value('low')}; --tint: ${tint('low', 12)} }
.none { --risk: ${value('none')}; --tint: ${tint('none', 10)} }
.idle { --risk: ${value('soft')}; --tint: transparent }
svg { flex: none; width: 1em; height: 1em; fill: currentColor }
.summary, .risk { display: flex; gap: .4em; align-items: center; font-weight: 600; color: var(--risk) }
.summary { padding: .75rem 1rem; background: var(--tint) }
.finding { padding: .875rem 1rem; border-top: 1px solid ${value('line')} }
.finding.active { border-inline-start: 4px solid var(--risk); padding-inline-start: calc(1rem - 4px) }
.risk { font-size: .8125rem }
.mark { font-size: 1.0625rem; font-weight: 650 }
.owner, .notice, .more { font-size: .8125rem; color: ${value('soft')} }
.notice { padding: .625rem 1rem; border-top: 1px solid ${value('line')} }
.message { margin-top: .375rem }
.place, .actions { display: flex; flex-wrap: wrap; gap: .375rem; align-items: center; margin-top: .5rem }
button { font: inherit; font-size: .875rem; min-height: 1.875rem; padding: .125rem .625rem; text-align: start; color: ${value('text')}; background: ${value('surface')}; border: 1px solid ${value('soft')}; border-radius: calc(${value('radius')} * .75); cursor: pointer; overflow-wrap: anywhere }
button:hover, button[aria-pressed=true] { border-color: var(--risk); background: linear-gradient(var(--tint), var(--tint)) ${value('surface')} }
button[aria-pressed=true]::before { content: '✓ ' / '' }
.show { border-style: dashed; border-color: var(--risk) }
:focus-visible { outline: 3px solid ${value('none')}; outline-offset: 2px }
@media (pointer: coarse) { button { min-height: 2.75rem; padding-inline: .875rem } }
`
