// What the page sees: a worker with one subject in it, and the client as a page uses it.
import { createScreener } from '/dist/index.js'
import { LiveListing } from '/dist/live.js'

let worker

/** Asks the worker; a new subject has a new one. */
globalThis.ask = (request) => {
  if (!['screen', 'recall'].includes(request.verb)) {
    worker?.terminate()
    worker = new Worker('/worker.js', { type: 'module', name: 'subject' })
  }
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.value))
    worker.onerror = (event) => reject(new Error(event.message || 'the worker stopped'))
    worker.postMessage(request)
  })
}
globalThis.drop = () => worker?.terminate()

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]

/**
 * One keystroke in a form of ten fields: from the change to the report, through the live client and its worker; and the
 * form as a whole, as a page would screen it that does not know what has changed.
 */
globalThis.keystrokes = async (index, { titles, descriptions }) => {
  const screener = await createScreener({ index })
  if (screener.status !== 'ready') throw screener.reason
  const live = new LiveListing()
  live.screener = screener
  const listing = {
    title: titles.latin[0], brand: '', bullets: titles.latin.slice(1, 6), description: descriptions.latin[0],
    keywords: titles.latin.slice(6, 8).map((title) => title.split(' ')[0]),
  }
  live.update(listing)
  await live.screen()
  const results = {}
  const letters = 'abcdefghijklmnopqrst'
  // A brand is set against all marks as a whole: the last, so that it costs the others nothing.
  for (const field of ['title', 'bullet', 'description', 'brand']) {
    const times = []
    for (const letter of field === 'brand' ? 'velorian harborlight' : letters) {
      if (field === 'bullet') listing.bullets = [`${listing.bullets[0]}${letter}`, ...listing.bullets.slice(1)]
      else listing[field] += letter
      const begun = performance.now()
      live.update({ ...listing })
      await live.screen()
      times.push(performance.now() - begun)
    }
    results[field] = median(times)
  }
  const whole = []
  for (const letter of letters.slice(0, 10)) {
    listing.title += letter
    const begun = performance.now()
    await screener.screen(listing)
    whole.push(performance.now() - begun)
  }
  live.dispose()
  await screener.dispose()
  return { ...results, whole: median(whole) }
}
globalThis.isReady = true
