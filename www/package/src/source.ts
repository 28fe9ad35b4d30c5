// Where the segments of a screener come from.

/** Segments that are one index, all good. */
export interface IndexSet {
  /** In the order in which they are opened. */
  segments: Uint8Array<ArrayBuffer>[]
  /** Of the manifest; none where there is no manifest. */
  serial: number | null
  /** When it must have been replaced, in milliseconds. */
  expires: number
  /** When to ask for a newer one, in milliseconds. */
  due: number
  /** How long to wait between questions, in milliseconds. */
  wait: number
}

/** Opens a set. Rejects where it can't be opened; it was no good then. */
export type Use = (set: IndexSet) => Promise<void>

/** A place to get index sets from. */
export interface IndexSources {
  /** Has the first set used, as soon as there is one. */
  first(use: Use): Promise<void>
  /** Has a newer set used; false where there is none yet. */
  next?(use: Use): Promise<boolean>
}

/** How far loading is: a manifest's segments are downloaded, then all are opened. */
export interface Progress {
  /** What is being done. */
  readonly step: 'download' | 'open'
  /** How much is done: bytes of a download, and of opening a part of 1. */
  readonly loaded: number
  /** How much there is to do: all bytes, or 1. */
  readonly total: number
}
