import { defineConfig } from 'vitepress'

const pages = [
  ['Start in five minutes', '/'],
  ['In your form', '/generated/form'],
  ['Recipes', '/generated/recipes'],
  ['Your register', '/generated/register'],
  ['What it finds', '/generated/finds'],
  ['What a finding says', '/generated/codes'],
  ['Reasons, by example', '/generated/reasons'],
  ['How risk is weighed', '/generated/risk'],
  ['Security', '/generated/security'],
  ['How well, how fast', '/generated/measured'],
  ['Benchmarks', '/generated/benchmarks'],
  ['Limits', '/generated/limits'],
]

// Dead links break the build; nothing is loaded from anywhere else.
export default defineConfig({
  title: 'brandlint',
  description: 'A linter for marketplace listings',
  base: '/docs/',
  outDir: '../../demo/dist/docs',
  head: [['link', { rel: 'icon', href: '/icon.svg' }]],
  metaChunk: true,
  // Plots are files of their own, which browsers keep.
  vite: { build: { assetsInlineLimit: 0 } },
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  // The one inline script that the theme has, for shortcuts on a Mac: the page's policy allows none.
  transformHtml: (html) => html.replace(/<script id="check-[\w-]+">.*?<\/script>/gs, ''),
  themeConfig: {
    search: { provider: 'local' },
    nav: [{ text: 'API', link: '/api/README' }, { text: 'Demo', link: '../', target: '_self' }],
    sidebar: [{ text: 'Guide', items: pages.map(([text, link]) => ({ text, link })) }, { text: 'API', items: ['index', 'element', 'react', 'live', 'bulk', 'inline'].map((name) => ({ text: name === 'index' ? 'brandlint' : `brandlint/${name}`, link: `/api/${name === 'index' ? '' : name}` })) }],
    outline: [2, 3],
  },
})
