// What a page waits for: opening an index, screening a title, screening a description. On the main thread, so that
// nothing but the engine is measured. run.mjs calls it.
import init, { Screener } from '/wasm/brandlint.js'

const median = (times) => quantile(times, 0.5)
const quantile = (times, share) => times.sort((a, b) => a - b)[Math.floor(times.length * share)]

function timed(run) {
  const begun = performance.now()
  run()
  return performance.now() - begun
}

globalThis.measure = async (titles) => {
  const { memory } = await init({ module_or_path: '/wasm/brandlint_bg.wasm' })
  const index = new Uint8Array(await (await fetch('/index.blx')).arrayBuffer())
  const before = memory.buffer.byteLength
  let screener = new Screener()
  screener.open(index)
  const held = memory.buffer.byteLength - before
  const open = []
  for (let round = 0; round < 5; round++) {
    screener.free()
    screener = new Screener()
    open.push(timed(() => screener.open(index)))
  }
  const screen = (listing, least) => {
    const times = []
    for (let round = 0; times.length < least; round++) {
      // The first rounds compile.
      for (const each of listing) {
        const time = timed(() => screener.screen(each))
        if (round > 1) times.push(time)
      }
    }
    return times
  }
  const title = screen(titles.map((title) => ({ title })), 2000)
  const description = screen([{ title: '', description: titles.join(' ').slice(0, 2000) }], 50)
  return {
    ...screener.facts(),
    open: median(open),
    title: median(title),
    titleP95: quantile(title, 0.95),
    description: median(description),
    memory: held,
  }
}
