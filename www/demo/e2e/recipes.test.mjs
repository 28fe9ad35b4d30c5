// The recipes of the package, taken from their page as they stand there, built with Vite and run.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { base } from '../../package/test/register.mjs'
import { policy } from '../server.mjs'
import { address, openPage } from './browser.mjs'
import { field } from './form.mjs'

const place = fileURLToPath(new URL('../../../target/recipes/', import.meta.url))
rmSync(place, { recursive: true, force: true })
const text = readFileSync(new URL('../../package/RECIPES.md', import.meta.url), 'utf8')
const recipes = [...text.matchAll(/^`([\w-]+\/[\w.]+)`\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path, code]) => ({ path, code }))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }

/** What a page has besides the recipe. */
const mains = {
  '.jsx': `import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; import App from './App.jsx'; createRoot(document.querySelector('#app')).render(createElement(App))`,
  '.vue': `import { createApp } from 'vue'; import App from './App.vue'; createApp(App).mount('#app')`,
  '.svelte': `import { mount } from 'svelte'; import App from './App.svelte'; mount(App, { target: document.querySelector('#app') })`,
  '.js': `import './app.js'`,
}

test('the page has recipes', () => assert.ok(recipes.length >= 7))

for (const { path, code } of recipes) {
  test(`${path} runs, and warns`, async (t) => {
    const folder = join(place, dirname(path))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(place, path), code)
    writeFileSync(join(folder, 'main.js'), mains[extname(path)])
    writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>A recipe</title><link rel="icon" href="/icon.svg"><div id="app"></div><script type="module" src="./main.js"></script></html>')
    const isCustomElement = (tag) => tag === 'brand-lint'
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      oxc: { jsx: { runtime: 'automatic' } },
      plugins: [vue({ template: { compilerOptions: { isCustomElement } } }), svelte({ configFile: false })],
      build: { target: 'es2022', modulePreload: { polyfill: false } },
    })
    const page = await openPage(t, {
      path: '/recipe/index.html',
      // Svelte's and Vue's own templates ask for policies of their own.
      prepare: (page) =>
        page.context().route(`${address}/**`, async (route) => {
          const { pathname } = new URL(route.request().url())
          if (pathname === '/icon.svg') return route.continue()
          const body = pathname === '/brands.blx' ? await readFile(base) : await readFile(join(folder, 'dist', pathname.replace('/recipe', ''))).catch(() => null)
          const headers = { 'content-security-policy': policy.replace('trusted-types brandlint', 'trusted-types vue svelte-trusted-html brandlint') }
          await (body === null ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: types[extname(pathname)] ?? 'application/octet-stream', headers }))
        }),
    })
    const output = (text) => page.locator('output').filter({ hasText: text })
    await field(page, 'Title').pressSequentially('Z0rvelta hoodie', { delay: 20 })
    await output('high: ZORVELTA in “Z0rvelta hoodie”').waitFor()
    await field(page, 'Title').fill('wool')
    await output('none: in “wool”').waitFor()
  })
}
