// Pages that are made of what stands elsewhere in the repository, so that it is said once.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')
/** Pages link to each other here, whatever folder they are made from; files that are no pages are named. */
const linked = (text) => text.replaceAll('](BENCHMARKS.md)', '](./benchmarks.md)').replaceAll(/\[([^\]]*)\]\((?:\.\.\/)?(?:examples|benches)\/[^)]*\)/g, '$1').replaceAll(/\]\((?:\.\.\/)?docs\//g, '](./')
const out = (name, text) => writeFileSync(new URL(`pages/generated/${name}.md`, import.meta.url), `<!-- Made by generate.mjs. -->\n${linked(text)}`)
mkdirSync(new URL('pages/generated/', import.meta.url), { recursive: true })

/** A section of a Markdown file, by its heading, with what it is called here. */
function section(text, heading, title) {
  const [, body] = text.split(new RegExp(`^## ${heading}$`, 'm'))
  if (body === undefined) throw new Error(`there is no section "${heading}" any more`)
  return `# ${title}\n${body.split(/^## /m)[0]}`
}

const readme = read('README.md')
const forPackage = read('www/package/README.md')
out('register', section(readme, 'Your register', 'Your register'))
out('finds', section(readme, 'What it finds', 'What it finds'))
out('benchmarks', read('BENCHMARKS.md'))
const plots = new URL('pages/generated/plots/', import.meta.url)
rmSync(plots, { recursive: true, force: true })
cpSync(new URL('docs/plots/', root), plots, { recursive: true })
out('measured', section(readme, 'How well, how fast', 'How well, how fast'))
out('limits', section(readme, 'What it does not do \\(yet\\)', 'Limits'))
out('form', [
  `# In your form\n\n${forPackage.slice(forPackage.indexOf('## `<brand-lint>`'), forPackage.indexOf('## What to rely on'))}`.replaceAll('(RECIPES.md)', '(./recipes.md)'),
  section(forPackage, 'By a manifest', 'By a manifest').replace('# ', '## '),
  section(forPackage, 'Bundlers', 'Bundlers').replace('# ', '## '),
].join('\n'))
out('security', [
  read('docs/security.md'),
  section(forPackage, 'Content Security Policy', 'Content Security Policy').replace('# ', '## '),
  section(forPackage, 'What to rely on', 'What to rely on').replace('# ', '## '),
].join('\n'))
out('risk', read('docs/risk.md'))
out('reasons', read('docs/reasons.md'))
out('recipes', read('www/package/RECIPES.md'))

/** The codes of a Rust enum with their comments, as they stand in JSON. */
function codes(name) {
  const [, body] = read('src/report.rs').match(new RegExp(`pub enum ${name} \\{([\\s\\S]*?)\\n\\}`))
  return [...body.matchAll(/((?: *\/\/\/ .*\n)+) *(\w+),/g)].map(([, comment, code]) => `| \`${code.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}\` | ${comment.replaceAll(/\s*\/\/\/ /g, ' ').trim()} |`)
}
const table = (title, name) => `## ${title}\n\n| code | meaning |\n|---|---|\n${codes(name).join('\n')}\n\n`
out('codes', `# What a finding says\n\nThe codes are stable; messages are for sellers, in their language.\n\n${table('Risk', 'Risk')}${table('How it was recognised', 'How')}${table('Goods', 'Goods')}${table('Use', 'Use')}${table('Reasons', 'Reason')}`)

// What the API calls by its file is called here as one imports it.
for (const name of ['README', 'index', 'element', 'react', 'live', 'bulk', 'inline']) {
  const page = new URL(`pages/api/${name}.md`, import.meta.url)
  const imported = (file) => (file === 'index' ? 'brandlint' : `brandlint/${file}`)
  const text = readFileSync(page, 'utf8')
  writeFileSync(page, name === 'README'
    ? text.replaceAll(/\[(\w+)\]\((\w+)\.md\)/g, (_, file) => `[${imported(file)}](${file}.md)`)
    : text.replace(/^# .*/, `# ${imported(name)}`).replace('- `Base`', '- `HTMLElement`'))
}
