// Results as `npm run bench` writes them, small and invented: what the report makes of them is known beforehand.
const machine = (load) => ({ processor: 'Some CPU', cores: 2, memory: 2 ** 34, load, system: 'Linux 6', commit: 'abc1234', versions: { node: '20.1.0', rustc: '1.95.0', 'fuse.js': '7.5.0', fst: '0.4.7' } })
const dated = { date: '2026-11-25T10:20:30.000Z', machine: machine({ before: 0.1, after: 1 }) }
const texts = (all, latin = all) => ({ latin, chinese: all, mixed: all, texts: 180, all })
const engine = (size, forms, title, open) => ({
  subject: 'brandlint', size, forms, load: 5, open, first: open * 2, memory: forms * 50, title: texts(title, title / 2), description: texts(title * 20),
  keystroke: { title: 1, bullet: 1.1, brand: title * 10, description: title * 20 + 1, whole: title * 30 + 1 },
})
const recall = (share, slips) => ({ recall: { written: 1000, found: share * 10, slips: 100, foundSlips: slips, quiet: 200, alarmed: 10 } })
const peer = (subject, size, forms, title, more) => ({ subject, size, forms, open: 10, memory: forms * 100, title: texts(title), ...more })

export const chromium = {
  ...dated,
  patience: 8,
  chromium: 'HeadlessChrome/156.0.1',
  results: [
    engine('10000', 10_000, 0.04, 8),
    { ...engine('demo', 24_495, 0.08, 20), ...recall(96, 93) },
    peer('Set of exact names', 'demo', 24_495, 0.004, recall(12, 1)),
    peer('fuzzysort', 'demo', 24_495, 16, { description: texts(320), ...recall(30, 60) }),
    peer('fuse.js', 'demo', 24_495, 1224, recall(50, 90)),
    engine('100000', 100_000, 0.25, 60),
    peer('Set of exact names', '100000', 100_000, 0.005),
    peer('fuzzysort', '100000', 100_000, 70),
    { subject: 'fuse.js', size: '100000', skipped: 'a title would take about 50 s' },
    engine('1000000', 1_000_000, 1.5, 450),
  ],
  typing: {
    without: { seconds: 20, longTasks: 0, longestTask: 0, longestGap: 6, gapsOver8: 0, tasks: 9000, longestCpu: 3, cpuOver8: 0, longestEvent: 0 },
    with: { seconds: 20, longTasks: 0, longestTask: 0, longestGap: 12, gapsOver8: 3, tasks: 9500, longestCpu: 7.5, cpuOver8: 0, longestEvent: 2 },
  },
  typingForms: 1_000_000,
}

const found = (name, title, more) => ({ name, open: 30, memory: 5e6, title: { ...texts(title), mean: title }, description: texts(title * 20), ...more })
export const native = {
  ...dated,
  patience: 8,
  speed: [
    { size: '10000', forms: 10_000, marks: 8000, results: [found('brandlint', 0.05)] },
    { size: 'demo', forms: 24_495, marks: 18_000, results: [found('brandlint', 0.1), found('aho-corasick', 0.002), found('aho-corasick, bare', 0.001), found('fst, Levenshtein', 3, { description: null })] },
    { size: '100000', forms: 100_000, marks: 80_000, results: [found('brandlint', 0.2), found('aho-corasick', 0.003), found('aho-corasick, bare', 0.001)] },
  ],
  recall: {
    forms: 24_495, marks: 18_000,
    results: [
      { name: 'brandlint', marks: 1800, written: 50_000, found: 45_000, slips: 5000, foundSlips: 4500, quiet: 200, alarms: 3, alarmed: 2 },
      { name: 'fst, Levenshtein', marks: 1800, written: 50_000, found: 15_000, slips: 5000, foundSlips: 4000, quiet: 200, alarms: 900, alarmed: 150 },
    ],
  },
}

const weight = (perForm, forms) => ({ raw: perForm * 2 * forms, gzip: perForm * 1.2 * forms, brotli: perForm * forms })
const weights = (size, forms) => ({ size, forms, whole: weight(9, forms), KEYS: weight(4.5, forms), MARK: weight(2, forms), list: weight(5, forms), fst: weight(7, forms), json: weight(5.5, forms) })
export const bytes = { ...dated, sizes: [weights('demo', 24_495), weights('1000000', 1_000_000)] }

export const shipped = {
  ...dated,
  files: [
    { name: 'wasm', raw: 300_000, gzip: 160_000, brotli: 146_000, budget: 147_000 },
    { name: 'client', raw: 18_000, gzip: 6500, brotli: 5900, budget: 6000 },
    { name: 'demo index', raw: 900_000, gzip: 300_000, brotli: 248_000, budget: 250_000 },
  ],
  parts: {
    wasm: { raw: 300_000, brotli: 146_000 },
    tables: [{ name: 'messages', raw: 20_000, brotli: 6000 }],
    code: [{ name: 'sound', raw: 30_000, brotli: 12_000 }],
    scripts: [{ name: 'Han', letters: 9000, sounds: 8000, words: 1000, raw: 60_000, brotli: 18_000 }],
  },
}
