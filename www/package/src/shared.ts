// Screeners that several elements or hooks of a page use together: one worker and
// one index, however many forms.

import { createScreener } from './index.js'
import type { IndexOptions, LoadOptions, Screener } from './screener.js'
import type { Progress } from './source.js'

/** Time, in milliseconds, for which nobody may need a screener before it is disposed of: to be moved in the page takes less. */
const LINGER = 1000

/** What a shared screener is made of. Loading can't be given up by one of those who share it. */
export type SharedOptions = IndexOptions & Omit<LoadOptions, 'signal' | 'onStatus'>

interface Listener {
  onStatus(screener: Screener): void
  onProgress: ((progress: Progress) => void) | undefined
}

interface Shared {
  screener: Screener | undefined
  readonly listeners: Set<Listener>
  end: ReturnType<typeof setTimeout> | undefined
}

const shared = new Map<string, Shared>()
const ids = new WeakMap<object, string>()
let lastId = 0

/**
 * Takes part in the screener that these options give; `onStatus` is called with it at every change
 * of its status, and once at the start when it is there already; `onProgress` while it loads. The function that is returned
 * ends that.
 */
export function share(options: SharedOptions, onStatus: Listener['onStatus'], onProgress?: Listener['onProgress']): () => void {
  const key = keyOf(options)
  let entry = shared.get(key)
  if (entry === undefined) {
    const made: Shared = { screener: undefined, listeners: new Set(), end: undefined }
    shared.set(key, (entry = made))
    // Called with `loading` before there is anything to hand back.
    void createScreener({
      ...options,
      onStatus(screener) {
        made.screener = screener
        // The next one who asks tries again.
        if (screener.status === 'unavailable' && shared.get(key) === made) shared.delete(key)
        for (const listener of [...made.listeners]) listener.onStatus(screener)
      },
      onProgress(progress) {
        options.onProgress?.(progress)
        for (const listener of made.listeners) listener.onProgress?.(progress)
      },
    })
  }
  const { listeners } = entry
  const part = entry
  clearTimeout(part.end)
  const listener = { onStatus, onProgress }
  listeners.add(listener)
  if (part.screener !== undefined) onStatus(part.screener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearTimeout(part.end)
    part.end = setTimeout(() => {
      if (listeners.size > 0) return
      if (shared.get(key) === part) shared.delete(key)
      void part.screener?.dispose()
    }, LINGER)
  }
}

/** The same for options that say the same, be one file of an index named by itself or in a list; bytes and keys are themselves. */
export function keyOf(options: SharedOptions): string {
  return JSON.stringify({ ...options, index: [options.index].flat() }, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) return value
    if (!ids.has(value)) ids.set(value, `#${++lastId}`)
    return ids.get(value)
  })
}
