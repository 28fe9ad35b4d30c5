// A small register, compiled by the real command line.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const brandlint = fileURLToPath(new URL('../../../target/release/brandlint', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'brandlint-'))

/** Compiles marks and gives the path of the segment. */
export function compile(name, marks) {
  const register = join(folder, `${name}.jsonl`)
  const segment = join(folder, `${name}.blx`)
  writeFileSync(register, marks.map((mark) => JSON.stringify(mark)).join('\n'))
  execFileSync(brandlint, ['build', register, '-o', segment], { stdio: ['ignore', 'ignore', 'inherit'] })
  return segment
}

/** Writes a damaged copy of a segment and gives its path. */
export function damaged(segment, name, change) {
  const path = join(folder, name)
  writeFileSync(path, change(readFileSync(segment)))
  return path
}

/** Marks of invented companies, and one with a form in Han. */
export const base = compile('base', [
  { id: 'zorvelta', text: 'ZORVELTA', owner: 'Zorvelta Ltd', registrations: [{ office: 'US', number: '1', classes: [25], status: 'live' }] },
  { id: 'kwimbo', text: 'Kwimbo', forms: [{ text: '快宝乐', lang: 'zh', kind: 'transliteration' }] },
])

export const watchList = compile('watch', [{ id: 'plondra', text: 'Plondra' }])
