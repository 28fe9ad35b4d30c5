// The package as npm packs it, installed where nothing else of this repository is, built by other people's
// bundlers, served under the strict policy and opened in Chromium.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { base } from '../../package/test/register.mjs'
import { policy } from '../server.mjs'
import { address, openPage } from './browser.mjs'
import { card, field } from './form.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const packageFolder = fileURLToPath(new URL('../../package/', import.meta.url))
// Below the repository, so that bundlers and React are found; brandlint itself is the installed one.
const place = fileURLToPath(new URL('../../../target/consumers/', import.meta.url))
rmSync(place, { recursive: true, force: true })
mkdirSync(place, { recursive: true })
const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', place], packageFolder))
const tarball = join(place, filename)

/** A copy of a fixture with the packed package installed; gives its folder. */
function install(fixture, name = fixture) {
  const folder = join(place, name)
  cpSync(join(here, 'fixtures', fixture), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps', tarball], folder)
  assert.ok(existsSync(join(folder, 'node_modules/brandlint/dist/index.js')))
  return folder
}

/**
 * The fixture with Next.js and the packed package installed; gives its folder. Next.js is large, and belongs to this test
 * alone: it is installed here, once, and kept while its lock file stays the same.
 */
function installNext() {
  const folder = fileURLToPath(new URL('../../../target/next/', import.meta.url))
  const lock = join(folder, 'package-lock.json')
  const installed = join(folder, 'node_modules/.package-lock.json')
  const same = existsSync(installed) && readFileSync(lock, 'utf8') === readFileSync(join(here, 'fixtures/next/package-lock.json'), 'utf8')
  if (!same) rmSync(folder, { recursive: true, force: true })
  for (const made of ['app', '.next', 'node_modules/brandlint']) rmSync(join(folder, made), { recursive: true, force: true })
  cpSync(join(here, 'fixtures/next'), folder, { recursive: true })
  if (!same) run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], folder)
  run('npm', ['install', '--offline', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', tarball], folder)
  mkdirSync(join(folder, 'public'), { recursive: true })
  cpSync(base, join(folder, 'public/base.blx'))
  return folder
}

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css' }

/** Opens what lies in a folder, at its own path of the site, under a policy. */
function openFolder(t, folder, { html, csp = policy, expected } = {}) {
  return openPage(t, {
    path: '/consumer/index.html',
    expected,
    async prepare(page) {
      await page.context().route(`${address}/**`, async (route) => {
        const path = normalize(new URL(route.request().url()).pathname).replace('/consumer/', '/')
        const body = path === '/index.html' && html !== undefined ? html : path === '/base.blx' ? await readFile(base) : await readFile(join(folder, path)).catch(() => null)
        await (body === null ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: types[extname(path)] ?? 'application/octet-stream', headers: { 'content-security-policy': `${csp}; img-src 'self' data:` } }))
      })
    },
  })
}

async function seesBundled(page, notice) {
  await page.locator('output').filter({ hasText: 'ready,worker,high,true' }).waitFor()
  await field(page, 'Title').fill('Z0rvelta hoodie')
  await card(page, 'Zorvelta').waitFor()
  await page.locator('brand-lint .notice').filter({ hasText: notice }).waitFor()
  await field(page, 'Hooked').fill('Kwimbo')
  await page.getByText(/Hooked \((medium|high)\)/).waitFor()
}

test('what is packed is what is meant to be, and no more', () => {
  const names = files.map(({ path }) => path)
  for (const name of names) assert.match(name, /^(package\.json|README\.md|RECIPES\.md|dist\/[\w/.-]+\.(js|d\.ts|wasm))$/)
  for (const entry of Object.values(JSON.parse(readFileSync(join(packageFolder, 'package.json'))).exports)) {
    for (const path of typeof entry === 'string' ? [entry] : Object.values(entry)) assert.ok(names.includes(path.slice(2)), path)
  }
})

test('publint has nothing to say', () => {
  assert.match(run('npx', ['--no-install', 'publint', '--strict', packageFolder], here), /All good!/)
})

test('the types are right for every way that ES modules are resolved', () => {
  run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', 'wasm'], here)
})

test('no entry awaits at the top level', () => {
  // `require` refuses modules that do.
  for (const file of readdirSync(join(packageFolder, 'dist')).filter((file) => file.endsWith('.js') && file !== 'react.js')) {
    run(process.execPath, ['-e', `require(${JSON.stringify(join(packageFolder, 'dist', file))})`], packageFolder)
  }
})

test('Vite', async (t) => {
  const folder = install('bundled', 'vite')
  await build({ root: folder, logLevel: 'error', base: './', build: { target: 'es2022', modulePreload: { polyfill: false } } })
  await seesBundled(await openFolder(t, join(folder, 'dist')), 'keine Rechtsberatung')
})

test('webpack', async (t) => {
  const folder = install('bundled', 'webpack')
  const webpack = createRequire(import.meta.url)('webpack')
  const stats = await new Promise((resolve, reject) =>
    webpack(
      { mode: 'production', context: folder, entry: './main.js', output: { path: join(folder, 'dist'), filename: 'main.js', publicPath: 'auto', clean: true, trustedTypes: 'brandlint-bundler' }, devtool: false },
      (error, stats) => (error ? reject(error) : resolve(stats)),
    ),
  )
  assert.equal(stats.hasErrors(), false, stats.toString({ errors: true, all: false }))
  cpSync(join(folder, 'index.html'), join(folder, 'dist/index.html'))
  // webpack's own loader needs a policy of its own where Trusted Types are asked for.
  await seesBundled(await openFolder(t, join(folder, 'dist'), { csp: policy.replace('trusted-types brandlint', 'trusted-types brandlint-bundler brandlint') }), 'keine Rechtsberatung')
})

test('rendered on a server by Vite and React, and taken over in the browser', async (t) => {
  const folder = install('ssr')
  const options = { root: folder, logLevel: 'error', oxc: { jsx: { runtime: 'automatic' } } }
  await build({ ...options, base: './', build: { target: 'es2022', modulePreload: { polyfill: false } } })
  await build({ ...options, build: { ssr: 'server.jsx', outDir: 'server' } })
  const [server] = readdirSync(join(folder, 'server')).filter((file) => file.startsWith('server'))
  const { render } = await import(join(folder, 'server', server))
  const rendered = render()
  assert.match(rendered, /loading: none/)
  assert.match(rendered, /<brand-lint index="\/base.blx">/)
  const page = await openFolder(t, join(folder, 'dist'), { html: readFileSync(join(folder, 'dist/index.html'), 'utf8').replace('<!--app-->', rendered) })
  await page.locator('output').filter({ hasText: 'ready: high' }).waitFor()
  await card(page, 'Zorvelta').waitFor()
  await field(page, 'Title').fill('wool hoodie')
  await page.locator('output').filter({ hasText: 'ready: none' }).waitFor()
})

test('Next.js: rendered on its server, built by its bundler, taken over in the browser; hook and element share a worker', async (t) => {
  const folder = installNext()
  const next = [join(folder, 'node_modules/next/dist/bin/next')]
  const options = { cwd: folder, env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } }
  execFileSync(process.execPath, [...next, 'build'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const server = spawn(process.execPath, [...next, 'start', '--port', '0', '--hostname', '127.0.0.1'], { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(async () => {
    server.kill()
    await once(server, 'exit')
  })
  let said = ''
  for await (const chunk of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) if (/http:\/\/\S+:\d+[\s\S]*Ready/.test((said += chunk))) break
  server.stdout.resume()
  const [origin] = said.match(/http:\/\/[\w.]+:\d+/)
  const rendered = await (await fetch(origin)).text()
  assert.match(rendered, /<brand-lint index="\/base.blx">/)
  assert.match(rendered, /<output>loading: none, nowhere<\/output>/)
  const page = await openPage(t, { origin })
  await page.locator('output').filter({ hasText: 'ready: high, worker' }).waitFor()
  await card(page, 'Zorvelta').waitFor()
  await page.locator('brand-lint .notice').filter({ hasText: 'keine Rechtsberatung' }).waitFor()
  await field(page, 'Title').fill('wool hoodie')
  await page.locator('output').filter({ hasText: 'ready: none, worker' }).waitFor()
  await card(page, 'Zorvelta').waitFor({ state: 'detached' })
  assert.equal(page.workers().length, 1)
})

test('a plain <script type=module>', async (t) => {
  const page = await openFolder(t, install('plain'))
  await field(page, 'Title').fill('Z0rvelta hoodie')
  await card(page, 'Zorvelta').waitFor()
  assert.equal(page.workers().length, 1)
})

for (const [where, csp, expected] of [
  ['worker', `${policy}; worker-src 'self' blob:`],
  ['main', policy, [/blob:|worker/i]],
]) {
  test(`the one-file entry screens in the ${where === 'main' ? 'main thread where blob: is forbidden' : 'worker where blob: is allowed'}`, async (t) => {
    const page = await openFolder(t, install('plain', `inline-${where}`), { csp, expected, html: '<!doctype html><title>Empty</title><link rel="icon" href="data:,">' })
    const seen = await page.evaluate(async () => {
      const { createScreener } = await import('/node_modules/brandlint/dist/inline.js')
      const seen = []
      for (const round of [1, 2]) {
        const screener = await createScreener({ index: '/base.blx' })
        seen.push(round, screener.where, screener.reason?.message, (await screener.screen({ title: 'Z0rvelta' })).risk)
        await screener.dispose()
      }
      return seen
    })
    assert.deepEqual(seen, [1, where, undefined, 'high', 2, where, undefined, 'high'])
    assert.equal(page.requests.some((request) => request.url().endsWith('.wasm')), false)
  })
}

test('bare Node: no entry does anything when it is imported, and the client screens', () => {
  const folder = install('node')
  assert.deepEqual(JSON.parse(run(process.execPath, ['main.mjs', base], folder)), [0, 'ready main high', 'ready main high', 'ready main high'])
  assert.equal(run(process.execPath, ['--no-warnings', 'main.cjs', base], folder), 'high\n')
})
