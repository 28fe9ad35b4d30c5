// A worker: a file or a pasted text → rows of cells. The libraries run here, so that a
// file of any kind can neither freeze the page nor, when it is given up, keep its memory.

import { unzipSync, zipSync } from 'fflate'
import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/universal'

/** A table to be read. */
export interface TableSource {
  /** A file, or text that was pasted. */
  source: File | string
  /** The language of the page's user, for files that don't say how their letters are written. */
  language: string
}

/** What is answered: once, rows with the header first; or why there are none. */
export type TableAnswer = { rows: string[][]; dropped: number } | { error: string }

/** More rows than that are a job for the command line. */
const MOST_ROWS = 20_000
/** Bytes that a file may have. */
const MOST_BYTES = 50_000_000
/** Bytes that a workbook may have when it is unpacked. */
const MOST_UNPACKED = 300_000_000

/**
 * The parts of a workbook that hold cells, packed without compression. Whoever reads a large one else starts a worker for
 * each part from a `blob:`, which the page's policy forbids, and waits for it for ever.
 */
function unpacked(bytes: Uint8Array): Blob {
  let size = 0
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!/\.(xml|rels)$/.test(name)) return false
      size += originalSize
      if (size > MOST_UNPACKED) throw new Error(`it has more than ${MOST_UNPACKED / 1e6} MB when it is unpacked`)
      return true
    },
  })
  return new Blob([zipSync(parts, { level: 0 })])
}

/** The text of a file: UTF-16 where it says so, else UTF-8, else what spreadsheets of that language write. */
async function textOf(file: File, language: string): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const others: Record<string, string> = { zh: 'gb18030', ja: 'shift_jis', ko: 'euc-kr', ru: 'windows-1251' }
    return new TextDecoder(others[language.slice(0, 2)] ?? 'windows-1252').decode(bytes)
  }
}

/** Cells as text, and no more rows than fit. */
async function read({ source, language }: TableSource): Promise<TableAnswer> {
  let rows: string[][] = []
  let dropped = 0
  if (typeof source !== 'string' && source.size > MOST_BYTES) return { error: `The file has more than ${MOST_BYTES / 1e6} MB.` }
  if (typeof source !== 'string' && /\.xlsx$/i.test(source.name)) {
    const cells = await readSheet(unpacked(new Uint8Array(await source.arrayBuffer())))
    rows = cells.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))))
  } else {
    const text = typeof source === 'string' ? source : await textOf(source, language)
    // Stops reading where there is no room any more, so that memory is bounded.
    Papa.parse<string[]>(text, {
      skipEmptyLines: 'greedy',
      step: ({ data }) => {
        if (rows.length <= MOST_ROWS) rows.push(data)
        else dropped++
      },
    })
  }
  rows = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
  if (rows.length > MOST_ROWS + 1) dropped += rows.splice(MOST_ROWS + 1).length
  return rows.length < 2 ? { error: 'There is no row below the header.' } : { rows, dropped }
}

onmessage = ({ data }: MessageEvent<TableSource>) => {
  read(data).then(
    (answer) => postMessage(answer),
    (error: unknown) => postMessage({ error: `This is no table that can be read: ${error instanceof Error ? error.message : String(error)}` }),
  )
}
