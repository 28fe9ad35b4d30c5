// Firefox, driven by its own protocol.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after } from 'node:test'
import puppeteer from 'puppeteer-core'
import { testEngine } from './engines.mjs'

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'
assert.ok(existsSync(executablePath), `${executablePath} is missing: setup.sh installs it, or FIREFOX_PATH names another`)
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
after(() => browser.close())

testEngine('Firefox', async (t, address) => {
  const page = await browser.newPage()
  const complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && complaints.push(message.text()))
  t.after(async () => {
    await page.close()
    assert.deepEqual(complaints, [])
  })
  await page.setViewport({ width: 1000, height: 700 })
  await page.goto(address)
  return {
    goto: (address) => page.goto(address),
    evaluate: (what, ...values) => page.evaluate(what, ...values),
    screenshot: (options) => page.screenshot(options),
    type: (selector, text) => page.type(selector, text),
    async end(selector) {
      await page.focus(selector)
      await page.keyboard.press('End')
    },
    async undo() {
      await page.keyboard.down('Control')
      await page.keyboard.press('z')
      await page.keyboard.up('Control')
    },
  }
})
