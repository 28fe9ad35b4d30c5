// One subject in a worker, as a page has it: brandlint's engine as it is shipped, or one of its peers. Everything is
// timed here, so that nothing of the page or of messages is in it.
import { Engine } from '/dist/engine.js'
import { peers, plain, windows } from '/peers.js'

/** Each text is screened so often, and its shortest time counts: other programs only make it longer. */
const ROUNDS = 7

/** The engine's memory, and how large it was before anything was made in it. */
let memory
let initial
const { Instance } = WebAssembly
WebAssembly.Instance = function (module, imports) {
  const instance = new Instance(module, imports)
  // Exports have short names.
  memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory)
  initial = memory.buffer.byteLength
  return instance
}

async function timed(run) {
  const begun = performance.now()
  const value = await run()
  return [value, performance.now() - begun]
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]

/** The shortest time of each text of each kind: the median of a kind and of all. Kinds take turns. */
function screened(kinds, screen, patience) {
  const names = Object.keys(kinds)
  const times = Object.fromEntries(names.map((name) => [name, []]))
  const most = Math.max(...names.map((name) => kinds[name].length))
  const begun = performance.now()
  rounds: for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < most; at++) {
      for (const name of names) {
        if (at >= kinds[name].length) continue
        const start = performance.now()
        screen(kinds[name][at])
        const time = performance.now() - start
        times[name][at] = Math.min(times[name][at] ?? Infinity, time)
      }
      if (performance.now() - begun > patience) break rounds
    }
  }
  const all = Object.values(times).flat()
  return { ...Object.fromEntries(names.map((name) => [name, median(times[name])])), texts: all.length, all: median(all) }
}

const verbs = {
  /** Opens an index, fetched before. */
  async engine({ index }) {
    const bytes = new Uint8Array(await (await fetch(index)).arrayBuffer())
    const wasm = await WebAssembly.compileStreaming(fetch('/dist/brandlint_bg.wasm'))
    const [engine, load] = await timed(() => new Engine({ wasm }, () => {}))
    const [facts, open] = await timed(() => engine.open([bytes]))
    const [, first] = await timed(() => engine.screen(JSON.stringify({ title: 'Nothing of the kind unopened 1ndeed' })))
    subject = { title: (title) => engine.screen(JSON.stringify({ title })), description: (description) => engine.screen(JSON.stringify({ title: '', description })) }
    /** The marks of a title that are more than a hint. */
    subject.marks = (title) => engine.screen(JSON.stringify({ title })).findings.filter(({ risk }) => risk === 'medium' || risk === 'high').map(({ mark }) => mark.id)
    return { forms: facts.forms, load, open, first, memory: memory.buffer.byteLength - initial }
  },
  /** Makes a peer of a list of names, fetched before. */
  async peer({ name, names }) {
    const list = await (await fetch(names)).text()
    let find
    const [forms, open] = await timed(() => {
      const parsed = JSON.parse(list)
      find = peers[name](parsed)
      return parsed.length
    })
    const screen = (text) => windows(text).map(find)
    const found = (title) => windows(title).flatMap(find).map(plain)
    subject = { title: screen, description: screen, names: found }
    return { forms, open }
  },
  /** How many of the disguised names are found, and in how many quiet titles something is, as far as the time goes. */
  recall({ sample, quiet, patience }) {
    const counts = { written: 0, found: 0, slips: 0, foundSlips: 0, quiet: 0, alarmed: 0 }
    const isFound = ({ title, mark, names }) => (subject.marks ? subject.marks(title).includes(mark) : subject.names(title).some((name) => names.map(plain).includes(name)))
    let begun = performance.now()
    for (const disguised of sample) {
      if (performance.now() - begun > patience) break
      const found = Number(isFound(disguised))
      counts.written++
      counts.found += found
      counts.slips += Number(disguised.isSlip)
      counts.foundSlips += Number(disguised.isSlip) * found
    }
    begun = performance.now()
    for (const title of quiet) {
      if (performance.now() - begun > patience / 3) break
      counts.quiet++
      counts.alarmed += Number((subject.marks ?? subject.names)(title).length > 0)
    }
    return counts
  },
  screen({ titles, descriptions, patience }) {
    return {
      ...(titles && { title: screened(titles, subject.title, patience) }),
      ...(descriptions && { description: screened(descriptions, subject.description, patience) }),
    }
  },
}
let subject

onmessage = async ({ data: { verb, ...argument } }) => {
  try {
    postMessage({ value: await verbs[verb](argument) })
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) })
  }
}
