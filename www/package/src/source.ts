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
  /** Called when the set is in use: it is the last good one now. */
  accept?(): void
}

/** A place to get index sets from. */
export interface IndexSources {
  /** The first set, as quickly as it can be had. */
  first(): Promise<IndexSet>
  /** A newer set, or null where there is none yet. */
  next?(): Promise<IndexSet | null>
}

/** How much of a download has come. */
export interface Progress {
  /** Bytes that are here. */
  readonly loaded: number
  /** Bytes that will be here. */
  readonly total: number
}
