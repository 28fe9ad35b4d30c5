// Measures brandlint and its peers in Chromium, and what typing does to the main thread.
import { withChromium } from './browser.mjs'

export const PEERS = ['Set of exact names', 'fuzzysort', 'MiniSearch', 'uFuzzy', 'fuse.js', 'FlexSearch']

/** A peer is not asked where a title would take longer than this, in milliseconds, by what it took with fewer names. */
const MOST_A_TITLE = 15_000
async function freshPage(browser, url) {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(`page: ${error.message}`))
  await page.goto(url)
  return page
}

/** What the worker's JavaScript holds after a collection, in bytes. */
async function heap(page) {
  const worker = page.workers().find((worker) => worker.url().endsWith('/worker.js'))
  await worker.client.send('HeapProfiler.enable')
  await worker.client.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = await worker.client.send('Runtime.getHeapUsage')
  return usedSize + backingStorageSize
}

/**
 * Every register of `sizes` ({ name, index, names, forms, withPeers }), by brandlint and, where that is wanted, by its
 * peers. `sample` are disguised names of the register of the size `sampled`. `patience` is for the titles, and again for
 * the descriptions, of a subject, in milliseconds.
 */
export function measure({ sizes, listings, sample, sampled, patience, say }) {
  return withChromium(async (browser, address) => {
    const results = []
    /** How much of what is disguised the subject in the page's worker finds. */
    const recall = async (page, size) => {
      if (size !== sampled) return {}
      return { recall: await page.evaluate((request) => ask(request), { verb: 'recall', sample, quiet: listings.quiet, patience: patience * 3 }) }
    }
    const last = new Map()
    for (const { name, index, names, forms, withPeers } of sizes) {
      const page = await freshPage(browser, `${address}/page.html`)
      await page.waitForFunction('globalThis.isReady')
      say(`brandlint, ${name}`)
      const opens = []
      let facts
      for (let round = 0; round < 3; round++) {
        facts = await page.evaluate((index) => ask({ verb: 'engine', index }), index)
        opens.push(facts)
      }
      const least = (key) => Math.min(...opens.map((facts) => facts[key]))
      const screened = await page.evaluate((listings, patience) => ask({ verb: 'screen', ...listings, patience }), listings, patience)
      const found = await recall(page, name)
      await page.evaluate(() => drop())
      const keystroke = await page.evaluate((index, listings) => keystrokes(index, listings), index, listings)
      results.push({ subject: 'brandlint', size: name, ...facts, load: least('load'), open: least('open'), first: least('first'), ...screened, ...found, keystroke })
      for (const peer of withPeers ? PEERS : []) {
        const before = last.get(peer)
        const expected = before === undefined ? 0 : (before.title * forms) / before.forms
        if (expected > MOST_A_TITLE || before?.failed) {
          results.push({ subject: peer, size: name, skipped: before.failed ?? `a title would take about ${Math.round(expected / 1000)} s` })
          continue
        }
        say(`${peer}, ${name}`)
        const page = await freshPage(browser, `${address}/page.html`)
        try {
          await page.waitForFunction('globalThis.isReady')
          const facts = await page.evaluate((name, names) => ask({ verb: 'peer', name, names }), peer, names)
          const memory = await heap(page)
          const long = expected * 6 > patience * 4
          const some = long ? Object.fromEntries(Object.entries(listings.titles).map(([kind, titles]) => [kind, titles.slice(0, 1)])) : listings.titles
          const ask = (texts) => page.evaluate((request) => globalThis.ask(request), { verb: 'screen', patience, ...texts })
          const screened = await ask({ titles: some })
          // A description has some twenty times the windows of a title.
          if (screened.title.all * 20 < patience / 6) {
            const few = Object.fromEntries(Object.entries(listings.descriptions).map(([kind, texts]) => [kind, texts.slice(0, 2)]))
            Object.assign(screened, await ask({ descriptions: few }))
          }
          results.push({ subject: peer, size: name, ...facts, memory, ...screened, ...(await recall(page, name)) })
          last.set(peer, { title: screened.title.latin, forms })
        } catch (error) {
          say(`${peer}, ${name}: ${error.message}`)
          results.push({ subject: peer, size: name, skipped: 'it ran out of memory or time' })
          last.set(peer, { failed: 'with fewer names it ran out of memory or time' })
        } finally {
          await page.close()
        }
      }
      await page.close()
    }
    return { chromium: await browser.version(), results }
  })
}

/** A title and the end of a long description, typed into ten fields; with the element and, to compare, without. */
export function typing({ index, listings, say }) {
  return withChromium(async (browser, address) => {
    const results = {}
    for (const [name, query] of [['without', ''], ['with', `?index=${encodeURIComponent(index)}`]]) {
      say(`typing ${name} brandlint`)
      const page = await freshPage(browser, `${address}/form.html${query}`)
      await page.waitForFunction('globalThis.watch !== undefined')
      await page.evaluate((text) => { document.querySelector('textarea').value = text }, listings.descriptions.latin[1].slice(0, 1900))
      if (query) await page.waitForFunction(() => document.querySelector('brand-lint').screener?.status === 'ready', { timeout: 120_000 })
      // Fonts, styles and the element's own parts are loaded with the first word.
      await page.type('[name=title]', 'N1ke shoes ', { delay: 60 })
      await new Promise((done) => setTimeout(done, 3000))
      await page.tracing.start({ categories: ['toplevel', 'disabled-by-default-lighthouse', '__metadata'] })
      await page.evaluate(() => watch())
      await page.type('[name=title]', listings.titles.latin[2], { delay: 40 })
      await page.evaluate(() => { const area = document.querySelector('textarea'); area.focus(); area.setSelectionRange(1900, 1900) })
      await page.type('textarea', listings.titles.latin[3].slice(0, 80), { delay: 40 })
      await new Promise((done) => setTimeout(done, 1500))
      const { gaps, longTasks, events, begun, ended } = await page.evaluate(() => ({ gaps, longTasks, events, begun: started, ended: performance.now() }))
      const { traceEvents } = JSON.parse(Buffer.from(await page.tracing.stop()).toString('utf8'))
      const main = new Set(traceEvents.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`))
      const tasks = traceEvents.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && main.has(`${event.pid}/${event.tid}`))
      // The processor's clock of a virtual machine jumps now and then: no task takes more of it than time goes by.
      const cpu = tasks.map((event) => Math.min(event.tdur ?? 0, event.dur) / 1000).sort((a, b) => b - a)
      results[name] = {
        seconds: (ended - begun) / 1000, longTasks: longTasks.length, longestTask: Math.max(0, ...longTasks),
        longestGap: Math.max(0, ...gaps), gapsOver8: gaps.filter((gap) => gap > 8).length,
        longestEvent: Math.max(0, ...events), tasks: tasks.length, longestCpu: cpu[0] ?? 0, cpuOver8: cpu.filter((time) => time > 8).length,
      }
      await page.close()
    }
    return results
  })
}
