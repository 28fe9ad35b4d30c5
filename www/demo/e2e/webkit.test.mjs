// WebKit, as Debian has it, driven by WebDriver. It needs a screen, real or not: without one it waits for ever.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { testEngine } from './engines.mjs'

const driver = process.env.SAFARIDRIVER ?? '/usr/bin/WebKitWebDriver'
const missing = !existsSync(driver) ? driver : spawnSync('xvfb-run', ['--help']).error ? 'xvfb-run' : undefined
if (missing) test('WebKit', { skip: `${missing} is not here: setup.sh installs it on Debian` }, () => {})
else await testWebKit()

async function testWebKit() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  // A group of its own, to be ended as one: the screen, the driver, and the browser.
  const running = spawn('timeout', ['600', 'xvfb-run', '-a', driver, `--port=${port}`], { stdio: 'ignore', detached: true })

  async function call(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(60_000) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
  for (let tries = 0; ; tries++) {
    if (await call('GET', '/status').then(() => true, () => false)) break
    assert.ok(tries < 100, `${driver} does not start`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const { sessionId } = await call('POST', '/session', { capabilities: {} })
  const session = (method, path, body) => call(method, `/session/${sessionId}${path}`, body)
  after(async () => {
    await session('DELETE', '').catch(() => {})
    process.kill(-running.pid)
  })
  await session('POST', '/window/rect', { width: 1000, height: 760 })

  const evaluate = (what, ...values) => session('POST', '/execute/sync', { script: `return (${what})${typeof what === 'function' ? '(...arguments)' : ''}`, args: values })
  const keys = async (selector, text) => {
    const element = await session('POST', '/element', { using: 'css selector', value: selector })
    await session('POST', `/element/${Object.values(element)[0]}/value`, { text })
  }

  testEngine('WebKit', async (t, address) => {
    t.after(async () => assert.deepEqual(await evaluate(() => globalThis.complaints), []))
    const goto = async (address) => {
      await session('POST', '/url', { url: address })
      // WebDriver hears of no errors: the page keeps them. What came up before this is a page that never gets ready.
      await evaluate(() => {
        const complaints = (globalThis.complaints = [])
        for (const type of ['error', 'warn']) console[type] = (...values) => complaints.push(values.join(' '))
        addEventListener('error', (event) => complaints.push(event.message ?? `${event.target.src ?? event.target.href} can't be loaded`), true)
        addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)))
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => complaints.push(`${violatedDirective}: ${blockedURI}`))
      })
    }
    await goto(address)
    return {
      goto,
      evaluate,
      type: keys,
      end: (selector) => keys(selector, '\ue010'),
      // The driver's keys reach the page, but not the window's menu.
      undo: () => evaluate(() => document.execCommand('undo')),
      /** The driver takes pictures of the whole window. */
      async screenshot({ clip }) {
        const whole = await session('GET', '/screenshot')
        return Buffer.from(await evaluate(async (whole, { x, y, width, height }) => {
          const image = await createImageBitmap(new Blob([Uint8Array.from(atob(whole), (character) => character.charCodeAt(0))], { type: 'image/png' }))
          const canvas = Object.assign(document.createElement('canvas'), { width, height })
          canvas.getContext('2d').drawImage(image, -x, -y)
          return canvas.toDataURL().split(',')[1]
        }, whole, clip), 'base64')
      },
    }
  })
}
