// Where and with what is measured.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

const PEERS = ['fuse.js', 'minisearch', '@leeoniya/ufuzzy', 'fuzzysort', 'flexsearch']
const CRATES = ['aho-corasick', 'daachorse', 'fst', 'symspell', 'rapidfuzz']

const said = (root, program, ...parameters) => execFileSync(program, parameters, { cwd: root, encoding: 'utf8' }).trim()

/** The version of a crate in a lock file. */
export const locked = (lock, crate) => new RegExp(`name = "${crate}"\nversion = "([^"]+)"`).exec(lock)?.[1]

/** The machine as it is now, and the versions of everything that is measured. */
export function machine(root) {
  const lock = readFileSync(`${root}benches/native/Cargo.lock`, 'utf8')
  const packages = PEERS.map((name) => [name, JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version])
  return {
    processor: os.cpus()[0].model, cores: os.cpus().length, memory: os.totalmem(), load: os.loadavg()[0], system: `${os.type()} ${os.release()}`,
    commit: said(root, 'git', 'describe', '--always', '--dirty=, changed since', '--abbrev=7'),
    versions: { rustc: /rustc (\S+)/.exec(said(root, 'rustc', '--version'))[1], node: process.versions.node, ...Object.fromEntries(packages), ...Object.fromEntries(CRATES.map((name) => [name, locked(lock, name)])) },
  }
}
