// The store where there is no Cache API: the same few calls over IndexedDB. Fetched only there. By idb-keyval, because
// what IndexedDB calls a request takes care: when a transaction ends, who is told of its failure, which browsers hang.

import { createStore, del, get, keys, set } from 'idb-keyval'
import type { Store } from './delivery.js'

interface File {
  bytes: ArrayBuffer
  headers: [string, string][]
}

/** Opens a store. Rejects where IndexedDB is forbidden. */
export async function openDatabase(name: string): Promise<Store> {
  const files = createStore(name, 'files')
  await keys(files)
  return {
    async match(url) {
      const file = await get<File>(url, files)
      return file && new Response(file.bytes, { headers: file.headers })
    },
    put: async (url, response) => set(String(url), { bytes: await response.arrayBuffer(), headers: [...response.headers] }, files),
    keys: async () => (await keys<string>(files)).map((url) => ({ url })),
    delete: (url) => del(url, files),
  }
}
