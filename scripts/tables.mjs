/** Reads the tables of data/: tab-separated columns, lines that begin with # are comments. */
import { readFileSync } from 'node:fs'

/** Where a table is. */
export const tableUrl = (name) => new URL(`../data/${name}`, import.meta.url)

/** The rows of a table, each a list of its columns. */
export function readTable(name) {
  return readFileSync(tableUrl(name), 'utf8').split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'))
}
